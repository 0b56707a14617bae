import KAMModel

/// Dives into the whole problem for a cost between the bound and the best, and from time to time tries to prove.
///
/// A target near the bound forbids most decisions at once, so a dive is short; where it succeeds the best falls to the
/// target, where it is exhausted the bound rises to it. Dives that take too long are given up and begun anew, with
/// another order and a target nearer to the best. Every second turn searches without haste for anything better than
/// the best, with twice the work of the time before: that ends in a proof.
///
/// - Source: the sequence of targets after Posta, Ferland & Michelon, *Comput. Optim. Appl.* 52, 2012; restarts after
///   Gomes, Selman & Kautz, *AAAI* 1998.
struct TargetSearch: SearchLane {
    private let problem: GeneralizedAssignment
    private let root: LagrangianBound
    private var random: SplitMix64
    private var height = 0.3
    private var dives = 0
    private var patience: Int
    private var proofWork: Int
    private var proofLimit = Int.max
    private var diveWork = 0
    private var provingWork = 0

    init(_ problem: GeneralizedAssignment, root: LagrangianBound, seed: UInt64) {
        self.problem = problem
        self.root = root
        random = SplitMix64(seed: seed)
        let capacity = root.capacity.reduce(0) { $0 + Int($1) }
        patience = max(200_000, min(60_000_000, capacity * problem.jobCount * 20))
        proofWork = patience * 2
    }

    mutating func run(
        from knowledge: SearchKnowledge, work: Int, shouldStop: @escaping @Sendable () -> Bool
    ) -> SearchKnowledge {
        var known = knowledge
        var left = work
        while left > 0, !known.isClosed, !shouldStop() {
            let isProof = provingWork <= diveWork
            let target = isProof ? known.limit : target(known)
            // A proof that was given up is tried again only with more work.
            if isProof { proofLimit = target }
            var search = ExactSearch(
                workLimit: isProof ? proofWork : patience, steps: isProof || dives % 2 == 0 ? 12 : 6,
                share: isProof ? 0 : [0.1, 0.2, 0.05, 0][dives % 4], random: isProof || dives == 0 ? nil : random,
                shouldStop: shouldStop)
            let outcome = search.run(root, limit: target)
            left -= search.work + 1
            if isProof { provingWork += search.work + 1 } else { diveWork += search.work + 1 }
            _ = random.next()
            learn(outcome, target, isProof, &known)
        }
        return known
    }

    private func target(_ known: SearchKnowledge) -> Int {
        let room = known.best == nil ? 0 : known.limit - known.bound
        // Without a solution there is no scale: the height counts in thousandths of the bound.
        guard known.best != nil else {
            let reach = Double(max(100, abs(known.bound))) * 0.002 * Double(1 << min(30, dives))
            return known.bound + Int(min(reach, Double(known.limit - known.bound)))
        }
        return known.bound + Int((Double(room) * height).rounded())
    }

    private mutating func learn(
        _ outcome: ExactSearch.Outcome, _ target: Int, _ isProof: Bool, _ known: inout SearchKnowledge
    ) {
        if !isProof { dives += 1 }
        switch outcome {
        case .found(let agents):
            known.accept(JobPlacement(problem, agentOfJob: agents))
            height = max(0.2, height - 0.05)
        case .none:
            known.bound = max(known.bound, target + 1)
        case .stopped where isProof:
            proofWork *= 2
        case .stopped:
            height += 0.35 * (1 - height)
            if height > 0.95 {
                height = 0.3 + 0.4 * random.unit()
                patience = patience + patience / 4
            }
        }
    }
}

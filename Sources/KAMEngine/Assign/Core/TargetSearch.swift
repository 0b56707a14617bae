import KAMModel

/// Dives into the whole problem for a cost between the bound and the best, and from time to time tries to prove.
///
/// A target near the bound forbids most decisions at once, so a dive is short; where it succeeds the best falls to the
/// target, where it is exhausted the bound rises to it. Dives that take too long are given up and begun anew, with
/// another order and a target nearer to the best. The other share of the work goes into one search that is not given
/// up, for a cost no greater than the bound: where there is none, the bound rises by one; a solution that it finds is
/// optimal.
///
/// - Source: the sequence of targets after Posta, Ferland & Michelon, *Comput. Optim. Appl.* 52, 2012; restarts after
///   Gomes, Selman & Kautz, *AAAI* 1998.
struct TargetSearch: SearchLane {
    private let problem: GeneralizedAssignment
    private let root: KnapsackBound
    private var random: SplitMix64
    private var height: Double
    private let shares: [Double]
    private var dives = 0
    private var patience: Int
    private let slice: Int
    private var proof: ExactSearch?
    private var proofTarget = Int.min
    private var diveWork = 0
    /// The share of the work that goes into the proof.
    var proofShare = 0.5
    /// How much work went into the proof since the bound rose last.
    private(set) var staleWork = 0
    private var provingWork = 0

    private let prices: [Double]

    init(_ problem: GeneralizedAssignment, root: KnapsackBound, prices: [Double], seed: UInt64) {
        self.problem = problem
        self.prices = prices
        self.root = root
        random = SplitMix64(seed: seed)
        // A dive takes as many nodes however large the problem, but each costs more.
        let isLarge = problem.agentCount * problem.jobCount > 20_000
        shares = isLarge ? [0.25, 0.4, 0.15, 0.3] : [0.1, 0.2, 0.05, 0.15]
        height = isLarge ? 0.5 : 0.3
        let capacity = root.capacity.reduce(0) { $0 + Int($1) }
        slice = max(200_000, min(60_000_000, capacity * problem.jobCount * 20))
        patience = slice * 4
    }

    mutating func run(
        from knowledge: SearchKnowledge, work: Int, shouldStop: @escaping @Sendable () -> Bool
    ) -> SearchKnowledge {
        var known = knowledge
        var left = work
        while left > 0, !known.isClosed, !shouldStop() {
            if Double(provingWork) <= proofShare * Double(provingWork + diveWork) {
                left -= prove(&known, shouldStop)
            } else {
                left -= dive(&known, shouldStop)
            }
        }
        return known
    }

    /// Carries on with the search for anything better than the best; returns the work that it took.
    private mutating func prove(_ known: inout SearchKnowledge, _ shouldStop: @escaping @Sendable () -> Bool) -> Int {
        let target = min(known.bound, known.limit)
        // What was searched for a lesser target says nothing of a greater one.
        if target > proofTarget { proof = nil }
        proofTarget = target
        var search = proof ?? ExactSearch(workLimit: 0, root: root)
        proof = nil
        let before = search.work
        let outcome = search.resume(limit: target, work: slice, shouldStop: shouldStop)
        let work = search.work - before + 1
        provingWork += work
        staleWork = outcome == .stopped ? staleWork + work : 0
        switch outcome {
        case .found(let agents): known.accept(JobPlacement(problem, agentOfJob: agents))
        case .none: known.bound = max(known.bound, target + 1)
        case .stopped: break
        }
        proof = search
        return work
    }

    private mutating func dive(_ known: inout SearchKnowledge, _ shouldStop: @escaping @Sendable () -> Bool) -> Int {
        let target = target(known)
        var search = ExactSearch(
            workLimit: patience, steps: dives % 2 == 0 ? 12 : 6, share: shares[dives % 4],
            random: dives == 0 ? nil : random, root: root)
        let outcome = search.resume(limit: target, shouldStop: shouldStop)
        var extra = 0
        if case .found = outcome {} else if let lead = search.lead { extra = repair(lead, &known, shouldStop) }
        _ = random.next()
        diveWork += search.work + extra + 1
        learn(outcome, target, &known)
        return search.work + extra + 1
    }

    /// Brings what a failed dive leads to within the capacities; returns the work that it took.
    private mutating func repair(_ lead: [Int32], _ known: inout SearchKnowledge, _ shouldStop: () -> Bool) -> Int {
        guard lead.allSatisfy({ $0 >= 0 }) else { return 0 }
        var placement = JobPlacement(problem, agentOfJob: lead)
        var descent = PenaltyDescent(problem, prices: prices)
        if descent.run(&placement, rounds: 60, random: &random, shouldStop: shouldStop) { known.accept(placement) }
        return descent.work
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
        _ outcome: ExactSearch.Outcome, _ target: Int, _ known: inout SearchKnowledge
    ) {
        dives += 1
        switch outcome {
        case .found(let agents):
            known.accept(JobPlacement(problem, agentOfJob: agents))
            height = max(0.2, height - 0.05)
        case .none:
            known.bound = max(known.bound, target + 1)
        case .stopped:
            height += 0.35 * (1 - height)
            if height > 0.95 {
                height = 0.4 + 0.5 * random.unit()
                patience = patience + patience / 4
            }
        }
    }
}

/// Large neighbourhoods by branch and bound: lets a few members who can do the same work exchange it, exactly.
///
/// A block has a member who would ideally do some work of an account that is far from its ideal chain, those who do it
/// now, and peers by chance; every account may choose among its present columns and those of the block.
///
/// - Complexity: One small mixed-integer program a round; the number of rounds is limited beforehand.
/// - Source: Shaw, *CP* 1998 (large neighbourhoods); Danna, Rothberg & Le Pape, *Math. Prog.* 102, 2005 (with a solver).
struct BlockSearch {
    /// How many members a block has.
    private static let members = 8

    private let model: SegmentModel
    private let relaxation: SegmentModel.Relaxation
    private let options: AssignmentOptions
    private let board: AccountBoard
    private var random: RandomSequence

    init(_ model: SegmentModel, _ relaxation: SegmentModel.Relaxation, _ options: AssignmentOptions) {
        self.model = model
        self.relaxation = relaxation
        self.options = options
        board = AccountBoard(model)
        random = RandomSequence(seed: options.seed ^ 0xb10c)
    }

    /// Improves a decision until no block helped for as many rounds as cover each member twice.
    ///
    /// - Returns: A decision that is at least as good.
    mutating func improve(_ start: AssignmentDecision) throws(AssignmentError) -> AssignmentDecision {
        guard var columns = model.values(start) else { return start }
        var best = start
        var loss = model.problem.loss(of: start).total
        let patience = max(8, 2 * model.problem.memberCount / Self.members)
        var idle = 0
        for _ in 0..<options.blockRounds where idle < patience {
            // Nearer to the relaxation, which no decision may reach, branch and bound is the quicker way.
            guard loss - relaxation.bound > 3 * options.gap * loss else { break }
            let progress = AssignmentProgress(nodeCount: 0, objective: loss, bound: relaxation.bound)
            if options.shouldStop?(progress) == true { break }
            guard let found = try solve(block(columns), columns, best) else { return best }
            let value = model.problem.loss(of: found).total
            if value < loss - 1e-9 * loss, let next = model.values(found) {
                (best, loss, columns, idle) = (found, value, next, 0)
            } else {
                idle += 1
            }
        }
        return best
    }

    /// The best decision in which only the block's members gain or lose work.
    private func solve(
        _ block: Set<Int>, _ columns: [Double], _ best: AssignmentDecision
    ) throws(AssignmentError) -> AssignmentDecision? {
        var part = model
        part.keep { column in columns[column] > 0.5 || block.contains(model.member(ofColumn: column)) }
        return try part.solve(
            options, SegmentModel.Effort(gap: options.gap / 4, nodes: 20, share: 0.02), start: best
        ).decision
    }

    /// Members who can do the same work, one of whom would ideally do some that another does.
    private mutating func block(_ columns: [Double]) -> Set<Int> {
        var state = PlacementState(model.problem)
        state.adopt(columns, board, model)
        // Of three accounts the one whose columns are farthest from ideal.
        let seed =
            (0..<3).map { _ in random.below(model.problem.accountCount) }
            .max { (excess(of: $0, state), $0) < (excess(of: $1, state), $1) } ?? 0
        let own = state.members(of: seed, model)
        let missing = board.ideal(seed, relaxation.prices, model).filter { !own.contains($0) }
        guard let wanted = missing.isEmpty ? own.first : missing[random.below(missing.count)] else { return [] }
        let peers = model.peers(of: wanted, candidates: board.segments[seed], answers: board.answers[seed])
        var block: Set<Int> = [wanted]
        block.formUnion(own.filter(peers.contains))
        var others = peers.filter { !block.contains($0) }
        while block.count < Self.members, !others.isEmpty {
            block.insert(others.remove(at: random.below(others.count)))
        }
        return block
    }

    private func excess(of account: Int, _ state: PlacementState) -> Double {
        let segments = state.chains[account].reduce(0) { $0 + relaxation.reducedCosts[$1] }
        return segments + (state.answers[account].map { relaxation.reducedCosts[model.segments.count + $0] } ?? 0)
    }
}

/// The columns that each account has, and what they sum to.
struct PlacementState {
    /// The segments of each account, `[account]`.
    private(set) var chains: [[Int]]
    /// The answer of each account, `[account]`.
    private(set) var answers: [Int?]
    /// The hours of each member, `[member]`.
    private(set) var loads: [Double]
    /// The number of accounts of each member as KAM, `[member]`.
    private(set) var answered: [Int]
    /// The loss of all columns.
    private(set) var loss = 0.0
    /// How many columns each member has in each account, `[member × account]`.
    private var touches: [UInt8]

    init(_ problem: AssignmentProblem) {
        chains = Array(repeating: [], count: problem.accountCount)
        answers = Array(repeating: nil, count: problem.accountCount)
        loads = Array(repeating: 0, count: problem.memberCount)
        answered = Array(repeating: 0, count: problem.memberCount)
        touches = Array(repeating: 0, count: problem.memberCount * problem.accountCount)
    }

    mutating func adopt(_ values: [Double], _ board: AccountBoard, _ model: SegmentModel) {
        for account in chains.indices {
            place(account, board.segments[account].filter { values[$0] > 0.5 }, model)
            let answer = board.answers[account].first { values[model.segments.count + $0] > 0.5 }
            if let answer { self.answer(account, answer, model) }
        }
    }

    mutating func place(_ account: Int, _ chain: [Int], _ model: SegmentModel) {
        chains[account] = chain
        for index in chain {
            let segment = model.segments[index]
            loads[segment.member] += segment.hours
            loss += segment.cost
            touches[segment.member * chains.count + account] += 1
        }
    }

    mutating func answer(_ account: Int, _ index: Int, _ model: SegmentModel) {
        let answer = model.answers[index]
        answers[account] = index
        answered[answer.member] += 1
        loads[answer.member] += model.problem.kamHours[account]
        loss += answer.cost
        touches[answer.member * chains.count + account] += 1
    }

    mutating func remove(_ account: Int, _ model: SegmentModel, _ problem: AssignmentProblem) {
        for index in chains[account] {
            let segment = model.segments[index]
            loads[segment.member] -= segment.hours
            loss -= segment.cost
            touches[segment.member * chains.count + account] -= 1
        }
        chains[account] = []
        guard let index = answers[account] else { return }
        let answer = model.answers[index]
        answered[answer.member] -= 1
        loads[answer.member] -= problem.kamHours[account]
        loss -= answer.cost
        touches[answer.member * chains.count + account] -= 1
        answers[account] = nil
    }

    func members(of account: Int, _ model: SegmentModel) -> [Int] {
        chains[account].map { model.segments[$0].member } + (answers[account].map { [model.answers[$0].member] } ?? [])
    }

    func accounts(of member: Int) -> [Int] {
        let start = member * chains.count
        return chains.indices.filter { touches[start + $0] > 0 }
    }

    func isOver(_ member: Int, _ problem: AssignmentProblem) -> Bool {
        loads[member] > problem.limit(member) + 1e-7 || answered[member] > problem.maximumAccounts[member]
    }

    func keepsLimits(_ problem: AssignmentProblem) -> Bool {
        !loads.indices.contains { isOver($0, problem) } && !answers.contains(nil)
    }

    func values(_ model: SegmentModel) -> [Double] {
        var values = [Double](repeating: 0, count: model.segments.count + model.answers.count)
        for index in chains.joined() { values[index] = 1 }
        for case .some(let index) in answers { values[model.segments.count + index] = 1 }
        return values
    }
}

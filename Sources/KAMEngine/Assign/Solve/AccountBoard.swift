/// The columns of each account, ready for shortest paths over its cells.
struct AccountBoard {
    /// The segments of each account, by their last cell, `[account]`.
    let segments: [[Int]]
    /// The answers of each account, `[account]`.
    let answers: [[Int]]
    /// A typical loss of an hour, against which penalties are measured, in whole units of the base currency.
    let hourlyLoss: Double

    init(_ model: SegmentModel) {
        let problem = model.problem
        var accountOfCell = [Int](repeating: 0, count: problem.cellCount)
        for account in 0..<problem.accountCount {
            for cell in problem.cells(of: account) { accountOfCell[cell] = account }
        }
        var segments = [[Int]](repeating: [], count: problem.accountCount)
        for (index, segment) in model.segments.enumerated() { segments[accountOfCell[segment.first]].append(index) }
        self.segments = segments.map { indices in
            indices.sorted { (model.segments[$0].last, $0) < (model.segments[$1].last, $1) }
        }
        var answers = [[Int]](repeating: [], count: problem.accountCount)
        for (index, answer) in model.answers.enumerated() { answers[answer.account].append(index) }
        self.answers = answers
        let cost = model.segments.reduce(0) { $0 + $1.cost }
        let hours = model.segments.reduce(0) { $0 + $1.hours }
        hourlyLoss = max(1e-6, hours > 0 ? cost / hours : 1)
    }

    /// The cheapest chain of segments over the cells of an account; empty for an account without cells.
    func chain(_ account: Int, _ model: SegmentModel, price: (SegmentModel.Segment) -> Double) -> [Int] {
        let cells = model.problem.cells(of: account)
        var least = [Double](repeating: .infinity, count: cells.count + 1)
        var through = [Int](repeating: -1, count: cells.count + 1)
        least[0] = 0
        for index in segments[account] {
            let segment = model.segments[index]
            let value = least[segment.first - cells.lowerBound] + price(segment)
            let end = segment.last - cells.lowerBound + 1
            if value < least[end] { (least[end], through[end]) = (value, index) }
        }
        var chain: [Int] = []
        var end = cells.count
        while end > 0, through[end] >= 0 {
            chain.append(through[end])
            end = model.segments[through[end]].first - cells.lowerBound
        }
        return chain.reversed()
    }

    /// The members of the chain and the answer that would be best at the prices of hours alone.
    func ideal(_ account: Int, _ prices: [Double], _ model: SegmentModel) -> [Int] {
        let chain = chain(account, model) { $0.cost + prices[$0.member] * $0.hours }
        let hours = model.problem.kamHours[account]
        let answer = answers[account].min { one, other in
            let (left, right) = (model.answers[one], model.answers[other])
            return (left.cost + prices[left.member] * hours, one) < (right.cost + prices[right.member] * hours, other)
        }
        return chain.map { model.segments[$0].member } + (answer.map { [model.answers[$0].member] } ?? [])
    }
}

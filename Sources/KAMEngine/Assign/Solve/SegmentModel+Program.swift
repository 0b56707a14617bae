internal import Highs

extension SegmentModel {
    /// Where the columns of each kind begin; segments begin at 0.
    struct Layout {
        var answers = 0
        /// The first column of each account's cells under nobody, by the account's place in the model.
        var nobody: [Int] = []
        /// The first column of each account's borders that cost nothing beside an open cell.
        var rebates: [Int] = []
        /// The column of each account under no KAM; nothing where it needs none.
        var unanswered: [Int?] = []
        /// The column of each account's disturbance; nothing where it costs nothing.
        var disturbed: [Int?] = []
        /// The members with columns, rising, and where the bands of each begin.
        var members: [(member: Int, bands: Int)] = []
        /// What money is divided by.
        var scale = 1.0
    }

    /// What money is divided by before HiGHS sees it, a power of ten: its tolerances suit costs of up to some thousands.
    private var scale: Double {
        let most = max(
            segments.reduce(0) { max($0, $1.cost) }, answers.reduce(0) { max($0, problem.kams.costs[$1.entry]) })
        var scale = 1.0
        while most / scale > 1000 { scale *= 10 }
        while most > 0, most / scale < 100, scale > 1e-6 { scale /= 10 }
        return scale
    }

    /// The mixed-integer program, in money divided by the layout's scale, and where its columns are.
    func program() -> (model: LinearModel, layout: Layout) {
        var building = Building(self, scale: scale)
        building.addColumns()
        building.addChains()
        building.forbidVainJoins()
        building.addOwnership()
        building.addDisturbances()
        building.addRivals()
        building.addBudgets()
        building.addLoads()
        return (building.model, building.layout)
    }

    /// A program in the making.
    private struct Building {
        let source: SegmentModel
        let problem: AssignmentProblem
        var model = LinearModel()
        var layout = Layout()
        /// The place of each account in the model.
        let places: [Int: Int]
        /// The column of each entry of the table of KAMs that has one.
        var answerColumns: [Int: Int] = [:]

        init(_ source: SegmentModel, scale: Double) {
            self.source = source
            problem = source.problem
            layout.scale = scale
            places = Dictionary(uniqueKeysWithValues: source.accounts.enumerated().map { ($1, $0) })
        }

        mutating func addColumns() {
            let scale = layout.scale
            for segment in source.segments { model.addColumn(cost: segment.cost / scale, kind: .binary) }
            layout.answers = model.columns.count
            for answer in source.answers {
                answerColumns[answer.entry] = model.addColumn(
                    cost: problem.kams.costs[answer.entry] / scale, kind: .binary)
            }
            for account in source.accounts {
                let cells = problem.cells(of: account)
                layout.nobody.append(model.columns.count)
                for cell in cells { model.addColumn(cost: problem.value[cell] / scale, kind: .binary) }
                layout.rebates.append(model.columns.count)
                for cell in cells.dropFirst() {
                    model.addColumn(cost: -problem.handoffLoss[cell] / scale, upper: 1)
                }
                layout.unanswered.append(
                    problem.needsKAM[account]
                        ? model.addColumn(cost: problem.kamValue[account] / scale, kind: .binary) : nil)
                let price = problem.present.disturbance[account]
                layout.disturbed.append(price > 0 ? model.addColumn(cost: price / scale, upper: 1) : nil)
            }
        }

        /// One segment or nobody for each cell, one KAM or none for each account, and the borders beside open cells.
        mutating func addChains() {
            var covering = Array(repeating: [LinearModel.Term](), count: problem.cellCount)
            var beginning = covering
            for (column, segment) in source.segments.enumerated() {
                for cell in segment.first...segment.last { covering[cell].append(.init(column, 1)) }
                if !segment.joins { beginning[segment.first].append(.init(column, -1)) }
            }
            var answering: [Int: [LinearModel.Term]] = [:]
            for answer in source.answers {
                answering[answer.account, default: []].append(.init(answerColumns[answer.entry] ?? 0, 1))
            }
            for (place, account) in source.accounts.enumerated() {
                let start = problem.cellStarts[account]
                for cell in problem.cells(of: account) {
                    model.addRow(
                        covering[cell] + [.init(layout.nobody[place] + cell - start, 1)], lower: 1, upper: 1)
                    guard cell > start else { continue }
                    let rebate = layout.rebates[place] + cell - start - 1
                    model.addRow(
                        [.init(rebate, 1), .init(layout.nobody[place] + cell - start - 1, -1)], upper: 0)
                    model.addRow([.init(rebate, 1)] + beginning[cell], upper: 0)
                }
                if let none = layout.unanswered[place] {
                    model.addRow((answering[account] ?? []) + [.init(none, 1)], lower: 1, upper: 1)
                }
            }
        }

        /// Where a load is wanted, hours of joining oneself or nobody would pay; elsewhere they cost and need no rule.
        mutating func forbidVainJoins() {
            var joining: [[Int]: [LinearModel.Term]] = [:]
            for (column, segment) in source.segments.enumerated()
            where segment.joins && (problem.loadCosts[segment.member].prices.first ?? 0) < 0 {
                joining[[segment.first, segment.member], default: []].append(.init(column, 1))
            }
            guard !joining.isEmpty else { return }
            var ending: [[Int]: [LinearModel.Term]] = [:]
            for (column, segment) in source.segments.enumerated() {
                ending[[segment.last + 1, segment.member], default: []].append(.init(column, 1))
            }
            for (key, terms) in joining.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                if let before = ending[key] { model.addRow(terms + before, upper: 1) }
            }
            for (place, account) in source.accounts.enumerated() {
                let start = problem.cellStarts[account]
                for cell in problem.cells(of: account).dropFirst() {
                    let terms = problem.leads.entries(of: cell).flatMap {
                        joining[[cell, Int(problem.leads.members[$0])]] ?? []
                    }
                    guard !terms.isEmpty else { continue }
                    model.addRow(terms + [.init(layout.nobody[place] + cell - start - 1, 1)], upper: 1)
                }
            }
        }

        /// Those who lead their own accounts alone lead a cell only where they answer.
        mutating func addOwnership() {
            for (account, member, cell, terms) in ledCells(where: { problem.leadsOwnAccountsOnly[$0] }) {
                _ = cell
                guard let entry = problem.kams.entry(row: account, member: member), let kam = answerColumns[entry]
                else { continue }
                model.addRow(terms + [.init(kam, -1)], upper: 0)
            }
        }

        /// The columns by which a member leads a cell, for each cell and member, in order of account, member and cell.
        private func ledCells(
            where isWanted: (Int) -> Bool
        ) -> [(account: Int, member: Int, cell: Int, terms: [LinearModel.Term])] {
            var found: [[Int]: [LinearModel.Term]] = [:]
            for (column, segment) in source.segments.enumerated() where isWanted(segment.member) {
                for cell in segment.first...segment.last {
                    found[[segment.account, segment.member, cell], default: []].append(.init(column, 1))
                }
            }
            return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0[0], $0[1], $0[2], $1) }
        }

        /// An account is disturbed unless its present leads and its present KAM all go on.
        mutating func addDisturbances() {
            var keeping = [Int: [LinearModel.Term]]()
            for (column, segment) in source.segments.enumerated() {
                for cell in segment.first...segment.last where problem.present.leads[cell] == segment.member {
                    keeping[cell, default: []].append(.init(column, 1))
                }
            }
            for (place, account) in source.accounts.enumerated() {
                guard let disturbed = layout.disturbed[place] else { continue }
                for cell in problem.cells(of: account) where problem.present.leads[cell] != nil {
                    model.addRow((keeping[cell] ?? []) + [.init(disturbed, 1)], lower: 1)
                }
                guard let kam = problem.present.kams[account] else { continue }
                let entry = problem.kams.entry(row: account, member: kam)
                let column = entry.flatMap { answerColumns[$0] }
                model.addRow((column.map { [.init($0, 1)] } ?? []) + [.init(disturbed, 1)], lower: 1)
            }
        }

        /// No member serves two rivals.
        mutating func addRivals() {
            for group in problem.rivals {
                let inside = group.accounts.filter { places[$0] != nil }
                var serving: [Int: [LinearModel.Term]] = [:]
                if group.includesLeads {
                    serving = servingColumns(Set(inside))
                } else {
                    for account in inside {
                        for entry in problem.kams.entries(of: account) {
                            guard let column = answerColumns[entry] else { continue }
                            serving[Int(problem.kams.members[entry]), default: []].append(.init(column, 1))
                        }
                    }
                }
                for (_, terms) in serving.sorted(by: { $0.key < $1.key }) where terms.count > 1 {
                    model.addRow(terms, upper: 1)
                }
            }
        }

        /// A column for each account and member, at least 1 where the member leads or answers.
        private mutating func servingColumns(_ accounts: Set<Int>) -> [Int: [LinearModel.Term]] {
            var serving: [Int: [LinearModel.Term]] = [:]
            var columns: [[Int]: Int] = [:]
            func column(_ account: Int, _ member: Int, _ model: inout LinearModel) -> Int {
                if let known = columns[[account, member]] { return known }
                let made = model.addColumn(upper: 1)
                columns[[account, member]] = made
                serving[member, default: []].append(.init(made, 1))
                return made
            }
            for (account, member, _, terms) in ledCells(where: { _ in true }) where accounts.contains(account) {
                model.addRow(terms + [.init(column(account, member, &model), -1)], upper: 0)
            }
            for account in accounts.sorted() {
                for entry in problem.kams.entries(of: account) {
                    guard let answer = answerColumns[entry] else { continue }
                    let made = column(account, Int(problem.kams.members[entry]), &model)
                    model.addRow([.init(answer, 1), .init(made, -1)], upper: 0)
                }
            }
            return serving
        }

        /// The most changes and the most joint hours.
        mutating func addBudgets() {
            if let budget = problem.present.changeBudget {
                var terms: [LinearModel.Term] = []
                for (column, segment) in source.segments.enumerated() where segment.changes > 0 {
                    terms.append(.init(column, Double(segment.changes)))
                }
                for (place, account) in source.accounts.enumerated() {
                    for (offset, cell) in problem.cells(of: account).enumerated()
                    where problem.present.leads[cell] != nil {
                        terms.append(.init(layout.nobody[place] + offset, 1))
                    }
                    guard let kam = problem.present.kams[account] else { continue }
                    if let none = layout.unanswered[place] { terms.append(.init(none, 1)) }
                    for entry in problem.kams.entries(of: account) where Int(problem.kams.members[entry]) != kam {
                        if let column = answerColumns[entry] { terms.append(.init(column, 1)) }
                    }
                }
                model.addRow(terms, upper: Double(budget - source.remainder.changes))
            }
            if let budget = problem.jointBudget {
                var terms: [LinearModel.Term] = []
                for (column, segment) in source.segments.enumerated() where segment.joins {
                    terms.append(.init(column, problem.jointHours[segment.first]))
                }
                if !terms.isEmpty { model.addRow(terms, upper: budget - source.remainder.jointHours) }
            }
        }

        /// The load of each member over the bands of its cost, and the most accounts.
        mutating func addLoads() {
            var loads = Array(repeating: [LinearModel.Term](), count: problem.memberCount)
            var counts = loads
            for (column, segment) in source.segments.enumerated() where segment.hours > 0 {
                loads[segment.member].append(.init(column, segment.hours))
            }
            for answer in source.answers {
                let member = Int(problem.kams.members[answer.entry])
                let column = answerColumns[answer.entry] ?? 0
                counts[member].append(.init(column, 1))
                let hours = problem.kams.hours[answer.entry]
                if hours > 0 { loads[member].append(.init(column, hours)) }
            }
            for member in 0..<problem.memberCount {
                let room = problem.maximumAccounts[member] - source.remainder.counts[member]
                if counts[member].count > room { model.addRow(counts[member], upper: Double(room)) }
                guard !loads[member].isEmpty else {
                    model.offset += problem.loadCosts[member].cost(source.remainder.loads[member]) / layout.scale
                    continue
                }
                addBands(member, loads[member])
            }
        }

        private mutating func addBands(_ member: Int, _ terms: [LinearModel.Term]) {
            let cost = problem.loadCosts[member]
            let taken = source.remainder.loads[member]
            layout.members.append((member, model.columns.count))
            model.offset += cost.atRest / layout.scale
            var row = terms
            var start = 0.0
            for (end, price) in zip(cost.ends, cost.prices) {
                row.append(.init(model.addColumn(cost: price / layout.scale, upper: end - start), -1))
                start = end
            }
            model.addRow(row, lower: -taken, upper: -taken)
        }
    }
}

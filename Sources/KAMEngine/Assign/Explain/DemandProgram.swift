internal import Highs

/// Whether demands can be met at all: each by one member under some restrictions, whatever it loses.
///
/// Borders and joins do not matter here, so a column is one member on one demand, as in the generalized assignment
/// problem. Who meets a demand that is not asked for is free: so a KAM may answer for an account whose demand was
/// dropped, and lead there, and what is present may go on to save a change.
struct DemandProgram {
    /// What is asked for.
    struct Question {
        /// What must be met.
        var demands: [AssignmentDemand]
        /// What must be kept.
        var restrictions: Set<AssignmentRestriction>
        /// What a demand costs that stays open after all; nothing when none may.
        var openPrice: ((AssignmentDemand) -> Double)?
        /// The members whose hours may be more than their limit, at a price of 1.
        var stretched: Set<Int> = []
        /// The member who may answer for more accounts, at a price of 1.
        var counted: Int?
        /// The price of a lead or KAM that could go on and does not.
        var changePrice = 0.0
        /// The most that open demands may cost; nothing for no limit.
        var mostOpen: Double?
    }

    /// What a row or column stands for.
    enum Meaning {
        case choice(AssignmentDemand, Int)
        case open(AssignmentDemand)
        case extraHours(Int)
        case other
    }

    let problem: AssignmentProblem
    /// The candidates of each demand, pins lifted.
    let free: AssignmentProblem
    let question: Question
    private(set) var model = LinearModel()
    private(set) var columns: [Meaning] = []
    /// The rows of demands and restrictions, for the duals.
    private(set) var demandRows: [(demand: AssignmentDemand, row: Int)] = []
    private(set) var restrictionRows: [(restriction: AssignmentRestriction, row: Int)] = []
    /// The columns that a pin forbids.
    private(set) var pinnedColumns: [(demand: AssignmentDemand, column: Int)] = []

    private var choices: [AssignmentDemand: [(member: Int, column: Int, hours: Double)]] = [:]
    private var asked: Set<AssignmentDemand>
    private let accountOfCell: [Int]

    init(_ problem: AssignmentProblem, free: AssignmentProblem, accountOfCell: [Int], _ question: Question) {
        self.problem = problem
        self.free = free
        self.question = question
        self.accountOfCell = accountOfCell
        asked = Set(question.demands)
        for demand in included { addChoices(demand) }
        addDemandRows()
        addOwnAccountRows()
        addHourRows()
        addCountRows()
        for case .rivals(let group) in question.restrictions { addRivalRows(group) }
        addChangeRow()
    }

    private var keepsChanges: Bool { question.restrictions.contains(.changes) && problem.present.changeBudget != nil }
    private var countsChanges: Bool { keepsChanges || question.changePrice > 0 }

    /// What is asked for, the accounts whose KAM may lead in it, and what is present where changes count.
    private var included: [AssignmentDemand] {
        var found = question.demands
        var seen = asked
        func add(_ demand: AssignmentDemand) { if seen.insert(demand).inserted { found.append(demand) } }
        if countsChanges {
            for cell in problem.present.leads.indices where problem.present.leads[cell] != nil { add(.cell(cell)) }
            for account in problem.present.kams.indices where problem.present.kams[account] != nil {
                add(.account(account))
            }
        }
        for case .cell(let cell) in found where problem.needsKAM[accountOfCell[cell]] {
            if free.candidates(of: .cell(cell)).contains(where: { problem.leadsOwnAccountsOnly[$0.member] }) {
                add(.account(accountOfCell[cell]))
            }
        }
        return found
    }

    private mutating func addChoices(_ demand: AssignmentDemand) {
        let present = problem.presentMember(demand)
        let isPinned = question.restrictions.contains(.pin(demand))
        var row: [(member: Int, column: Int, hours: Double)] = []
        for candidate in free.candidates(of: demand) {
            let isForbidden = isPinned && problem.entry(demand, candidate.member) == nil
            let price = candidate.member == present ? -question.changePrice : 0
            let column = model.addColumn(cost: price, upper: isForbidden ? 0 : 1, kind: .binary)
            columns.append(.choice(demand, candidate.member))
            row.append((candidate.member, column, candidate.hours))
            if isForbidden { pinnedColumns.append((demand, column)) }
        }
        choices[demand] = row
    }

    private var sortedChoices: [(demand: AssignmentDemand, row: [(member: Int, column: Int, hours: Double)])] {
        included.map { ($0, choices[$0] ?? []) }
    }

    private mutating func addDemandRows() {
        var openTerms: [LinearModel.Term] = []
        for (demand, row) in sortedChoices {
            var terms = row.map { LinearModel.Term($0.column, 1) }
            guard asked.contains(demand) else {
                if !terms.isEmpty { model.addRow(terms, upper: 1) }
                continue
            }
            if let price = question.openPrice?(demand) {
                let column = model.addColumn(cost: question.mostOpen == nil ? price : 0, kind: .binary)
                columns.append(.open(demand))
                terms.append(.init(column, 1))
                openTerms.append(.init(column, price))
            }
            demandRows.append((demand, model.addRow(terms, lower: 1, upper: 1)))
        }
        if let most = question.mostOpen, !openTerms.isEmpty { model.addRow(openTerms, upper: most) }
    }

    private mutating func addOwnAccountRows() {
        for (demand, row) in sortedChoices {
            guard case .cell(let cell) = demand else { continue }
            let answers = choices[.account(accountOfCell[cell])] ?? []
            for choice in row where problem.leadsOwnAccountsOnly[choice.member] {
                var terms = [LinearModel.Term(choice.column, 1)]
                if let answer = answers.first(where: { $0.member == choice.member }) {
                    terms.append(.init(answer.column, -1))
                }
                model.addRow(terms, upper: 0)
            }
        }
    }

    private mutating func addHourRows() {
        var rows = [[LinearModel.Term]](repeating: [], count: problem.memberCount)
        var most = [Double](repeating: 0, count: problem.memberCount)
        for (_, row) in sortedChoices {
            for choice in row where choice.hours > 0 {
                rows[choice.member].append(.init(choice.column, choice.hours))
                most[choice.member] += choice.hours
            }
        }
        for member in rows.indices where question.restrictions.contains(.hours(member)) {
            let limit = problem.loadCosts[member].limit
            guard most[member] > limit else { continue }
            if question.stretched.contains(member) {
                rows[member].append(.init(model.addColumn(cost: 1), -1))
                columns.append(.extraHours(member))
            }
            restrictionRows.append((.hours(member), model.addRow(rows[member], upper: limit)))
        }
    }

    private mutating func addCountRows() {
        var rows = [[LinearModel.Term]](repeating: [], count: problem.memberCount)
        for (demand, row) in sortedChoices {
            guard case .account = demand else { continue }
            for choice in row { rows[choice.member].append(.init(choice.column, 1)) }
        }
        for member in rows.indices where question.restrictions.contains(.accounts(member)) {
            guard rows[member].count > problem.maximumAccounts[member] else { continue }
            if question.counted == member {
                rows[member].append(.init(model.addColumn(cost: 1, kind: .integer), -1))
                columns.append(.other)
            }
            let row = model.addRow(rows[member], upper: Double(problem.maximumAccounts[member]))
            restrictionRows.append((.accounts(member), row))
        }
    }

    /// Keeps each member to one account of the group: by its answers, or by what it does there at all.
    private mutating func addRivalRows(_ index: Int) {
        let group = problem.rivals[index]
        var served = [[LinearModel.Term]](repeating: [], count: problem.memberCount)
        for account in group.accounts {
            var columnsOfMember: [Int: [Int]] = [:]
            for choice in choices[.account(account)] ?? [] {
                columnsOfMember[choice.member, default: []].append(choice.column)
            }
            if group.includesLeads {
                for cell in problem.cells(of: account) {
                    for choice in choices[.cell(cell)] ?? [] {
                        columnsOfMember[choice.member, default: []].append(choice.column)
                    }
                }
            }
            for member in columnsOfMember.keys.sorted() {
                guard let found = columnsOfMember[member] else { continue }
                guard found.count > 1 else {
                    served[member] += found.map { LinearModel.Term($0, 1) }
                    continue
                }
                let serves = model.addColumn(kind: .binary)
                columns.append(.other)
                for column in found { model.addRow([.init(column, 1), .init(serves, -1)], upper: 0) }
                served[member].append(.init(serves, 1))
            }
        }
        for terms in served where terms.count > 1 {
            restrictionRows.append((.rivals(index), model.addRow(terms, upper: 1)))
        }
    }

    private mutating func addChangeRow() {
        guard keepsChanges, let budget = problem.present.changeBudget else { return }
        var terms: [LinearModel.Term] = []
        for (demand, row) in sortedChoices {
            guard let present = problem.presentMember(demand) else { continue }
            terms += row.filter { $0.member == present }.map { LinearModel.Term($0.column, 1) }
        }
        if question.changePrice > 0 { return }
        if terms.count > budget {
            restrictionRows.append((.changes, model.addRow(terms, lower: Double(terms.count - budget))))
        }
    }
}

public import KAMModel

extension MatrixDocument {
    /// What stopped a search before its end.
    public enum Stop: String, Hashable, Sendable, Codable, CaseIterable {
        /// The time that was given ran out.
        case timeLimit = "time_limit"
        /// Somebody interrupted it.
        case interrupt
    }

    /// An account at a stage.
    public struct Cell: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// The stage.
        public let stage: ID<Stage>
        /// The member who leads; null when nobody can.
        @Nullable public private(set) var lead: ID<Member>?
        /// The members who work along.
        public let supporters: [Matrix.Supporter]
        /// The hours of the lead.
        public let hours: Hours
        /// The hours that the cell takes of somebody who knows the account; null in plans stored before it was told.
        @Nullable public private(set) var workHours: Hours?
        /// Why this lead.
        public let reason: Reason
        /// What the choice loses.
        @Listed public private(set) var terms: [TermDocument]
        /// Who would come next; null where nobody else may.
        @Nullable public private(set) var runnerUp: SuggestionDocument?

        init(_ cell: Matrix.Cell, _ purse: Purse) {
            account = cell.account
            stage = cell.stage
            _lead = Nullable(wrappedValue: cell.lead)
            supporters = cell.supporters
            hours = cell.hours
            _workHours = Nullable(wrappedValue: cell.work)
            reason = cell.reason
            _terms = Listed(wrappedValue: purse.terms(cell.terms))
            _runnerUp = Nullable(wrappedValue: cell.runnerUp.map(purse.suggestion))
        }
    }

    /// The KAM of an account.
    public struct Accountability: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// The account's name.
        public let name: String
        /// The language its people work in.
        @Nullable public private(set) var language: String?
        /// The least level of those who serve it.
        @Nullable public private(set) var seniority: Int?
        /// Its group of competitors.
        @Nullable public private(set) var rivals: String?
        /// The KAM; null when nobody can.
        @Nullable public private(set) var kam: ID<Member>?
        /// The hours of the KAM.
        public let hours: Hours
        /// Why this KAM.
        public let reason: Reason
        /// What the choice loses, and once what any change in the account costs.
        @Listed public private(set) var terms: [TermDocument]
        /// Who would come next; null where nobody else may.
        @Nullable public private(set) var runnerUp: SuggestionDocument?

        init(_ answer: Matrix.Accountability, _ account: Account?, _ purse: Purse) {
            self.account = answer.account
            name = account?.name ?? answer.account.raw
            _language = Nullable(wrappedValue: account?.language)
            _seniority = Nullable(wrappedValue: account?.seniority)
            _rivals = Nullable(wrappedValue: account?.rivals)
            _kam = Nullable(wrappedValue: answer.kam)
            hours = answer.hours
            reason = answer.reason
            _terms = Listed(wrappedValue: purse.terms(answer.terms))
            _runnerUp = Nullable(wrappedValue: answer.runnerUp.map(purse.suggestion))
        }
    }

    /// The load of a member.
    public struct Load: Hashable, Sendable, Codable {
        /// The member; somebody yet to be hired is `hire: NAME`.
        public let member: ID<Member>
        /// The member's name.
        public let name: String
        /// Whether the member is yet to be hired; null in plans stored before there were any.
        @Nullable public private(set) var isHire: Bool?
        /// The hours the member has.
        public let capacityHours: Hours
        /// The most hours that a plan may take; null in plans stored before it was told.
        @Nullable public private(set) var limitHours: Hours?
        /// The hours the plan takes.
        public let plannedHours: Hours
        /// The planned share of the capacity.
        public let utilisation: Double
        /// What the load costs.
        @Listed public private(set) var terms: [TermDocument]

        init(_ load: Matrix.Load, _ purse: Purse) {
            member = load.member
            name = load.name
            _isHire = Nullable(wrappedValue: load.isHire)
            capacityHours = load.capacity
            _limitHours = Nullable(wrappedValue: load.limit)
            plannedHours = load.planned
            utilisation = load.utilisation
            _terms = Listed(wrappedValue: purse.terms(load.terms))
        }
    }

    /// How a matrix differs from the one that it follows.
    public struct Replan: Hashable, Sendable, Codable {
        /// What moves, each with its reason.
        public let changes: [ChangeDocument]
        /// How many of these are of leads and KAMs who could have gone on.
        public let freeChangeCount: Int
        /// The loss of the matrix that changes whatever pays; null if it was not found.
        @Nullable public private(set) var freeObjective: Money?
        /// What is proven of that one.
        public let freeStatus: Outcome.Status
        /// What keeping to few changes costs; null where it is not known.
        @Nullable public private(set) var cost: Money?
        /// The whole in a sentence.
        public let reason: Reason

        init(_ replan: MatrixReplan, _ purse: Purse) {
            changes = replan.changes.map(ChangeDocument.init)
            freeChangeCount = replan.freeChangeCount
            _freeObjective = Nullable(wrappedValue: purse.money(replan.freeObjective))
            freeStatus = replan.freeOutcome.status
            _cost = Nullable(wrappedValue: purse.money(replan.cost))
            reason = replan.reason
        }
    }
}

extension Matrix {
    /// A stored matrix, its money to the smallest unit and its hours to a thousandth.
    init(_ document: MatrixDocument) {
        self.init(
            outcome: Outcome(
                status: document.status, objective: document.objective?.amount, bound: document.bound?.amount),
            cells: document.cells.map(Cell.init), kams: document.kams.map(Accountability.init),
            loads: document.members.map(Load.init), conflicts: document.conflicts.map(MatrixConflict.init),
            assumptions: zip(document.assumptions, document.assumptionsJa ?? document.assumptions)
                .map { Phrase($0, ja: $1) },
            loss: document.loss.map(LossTerm.init), from: document.effectiveFrom,
            keepsPresent: document.keepsPrevious ?? false)
    }
}

extension Matrix.Cell {
    fileprivate init(_ cell: MatrixDocument.Cell) {
        self.init(
            account: cell.account, stage: cell.stage, lead: cell.lead, supporters: cell.supporters, hours: cell.hours,
            work: cell.workHours, reason: cell.reason, terms: cell.terms.map(LossTerm.init),
            runnerUp: cell.runnerUp.map(Suggestion.init))
    }
}

extension Matrix.Accountability {
    fileprivate init(_ answer: MatrixDocument.Accountability) {
        self.init(
            account: answer.account, kam: answer.kam, hours: answer.hours, reason: answer.reason,
            terms: answer.terms.map(LossTerm.init), runnerUp: answer.runnerUp.map(Suggestion.init))
    }
}

extension Matrix.Load {
    fileprivate init(_ load: MatrixDocument.Load) {
        self.init(
            member: load.member, name: load.name, capacity: load.capacityHours, planned: load.plannedHours,
            limit: load.limitHours, terms: load.terms.map(LossTerm.init), isHire: load.isHire ?? false)
    }
}

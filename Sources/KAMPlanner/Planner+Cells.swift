import KAMEngine
public import KAMModel
import KAMStore

extension Planner {
    /// Which stored matrix a question is about, and where in it.
    public struct CellCall: Sendable {
        /// The account, by id or name.
        public let account: String
        /// The stage, by key or name; `kam` for the KAM.
        public let stage: String
        /// The start of the matrix's id; nothing for the latest of the quarter.
        public let plan: String?
        /// The quarter; nothing for the latest matrix of all.
        public let quarter: Quarter?
        /// How to search where something is solved again.
        public let search: Search
        /// The seed of every random choice.
        public let seed: UInt64
        /// Is told what is being done, in words.
        public let onProgress: @Sendable (String) -> Void

        /// Makes a question.
        public init(
            account: String, stage: String, plan: String? = nil, quarter: Quarter? = nil, search: Search = Search(),
            seed: UInt64 = 1, onProgress: @escaping @Sendable (String) -> Void = { _ in }
        ) {
            self.account = account
            self.stage = stage
            self.plan = plan
            self.quarter = quarter
            self.search = search
            self.seed = seed
            self.onProgress = onProgress
        }
    }

    /// Why a cell of a stored matrix has its lead, with everybody else held against it.
    ///
    /// - Throws: `PlannerError`, `StoreError`, or the database's error.
    public func explainCell(_ call: CellCall) async throws -> CellDocument {
        let (stored, place, _) = try await find(call)
        let explanation = try await answer(call, stored) { assignment, _ throws(AssignmentError) in
            try assignment.explanation(place.account.id, place.stage?.id, in: stored.matrix)
        }
        let name = stored.names.members.first { $0.id == explanation.member }?.name
        return CellDocument(
            explanation, name: name, at: PlaceDocument(place, plan: stored.plan), provenance: stored.provenance,
            stored.purse)
    }

    /// Who could take a cell of a stored matrix, the best first.
    ///
    /// - Throws: `PlannerError`, `StoreError`, or the database's error.
    public func suggestions(_ call: CellCall, top count: Int) async throws -> SuggestionsDocument {
        let (stored, place, member) = try await find(call)
        let suggestions = try await answer(call, stored) { assignment, _ throws(AssignmentError) in
            try assignment.suggestions(place.account.id, place.stage?.id, in: stored.matrix, top: count)
        }
        return SuggestionsDocument(
            suggestions, present: member, at: PlaceDocument(place, plan: stored.plan), provenance: stored.provenance,
            stored.purse)
    }

    /// Why a member does not take a cell of a stored matrix: which rule forbids it, or what it would cost.
    ///
    /// - Throws: `PlannerError`, `StoreError`, or the database's error.
    public func whyNot(_ member: String, _ call: CellCall) async throws -> WhyNotDocument {
        let (stored, place, _) = try await find(call)
        let person = try stored.names.member(member)
        call.onProgress("solving again with \(person.name)")
        let answer = try await answer(call, stored) { assignment, options throws(AssignmentError) in
            try assignment.whyNot(
                person.id, place.account.id, place.stage?.id, in: stored.matrix,
                isReplan: stored.document.replan != nil, options: options)
        }
        return WhyNotDocument(
            answer, name: person.name, at: PlaceDocument(place, plan: stored.plan), provenance: stored.provenance,
            stored.purse)
    }

    private func find(
        _ call: CellCall
    ) async throws -> (stored: StoredMatrix, place: MatrixPlace, member: ID<Member>?) {
        call.onProgress("reading the matrix")
        let stored = try await storedMatrix(call.plan, quarter: call.quarter)
        let (place, member) = try stored.place(call.account, call.stage)
        return (stored, place, member)
    }

    /// Asks the engine about a stored matrix; an interrupted question has no answer.
    private func answer<Value: Sendable>(
        _ call: CellCall, _ stored: StoredMatrix,
        _ work: @escaping @Sendable (Assignment, AssignmentOptions) throws(AssignmentError) -> Value
    ) async throws -> Value {
        var search = call.search
        search.onInterrupt = .nothing
        return try await self.search(
            search, seed: call.seed, currency: stored.inputs.snapshot.currency, verb: "explain"
        ) { options throws(AssignmentError) in
            try work(try stored.assignment(), options)
        }.value
    }
}

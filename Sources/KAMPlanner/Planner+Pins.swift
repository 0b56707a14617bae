public import KAMModel
import KAMStore

extension Planner {
    /// Who makes or withdraws a rule of one cell, and why.
    public struct PinCall: Sendable {
        /// The rule, in names or ids.
        public let rule: RuleText
        /// Why, in the maker's words.
        public let reason: String
        /// Who makes it.
        public let maker: String

        /// Makes a call.
        public init(rule: RuleText, reason: String, maker: String) {
            self.rule = rule
            self.reason = reason
            self.maker = maker
        }
    }

    /// Stores a pin or a forbid for a quarter; it holds for every matrix made from now on until it is withdrawn.
    ///
    /// - Throws: `PlannerError`: names that are not there or not clear, `.pinHeld` when the cell has such a rule already.
    public func addPin(_ request: Request, _ call: PinCall) async throws -> PinDocument {
        let snapshot = try await snapshot(for: request)
        let rule = try MatrixNames(snapshot, request.rules).rule(call.rule)
        let id = ID<AssignmentPin>(makeID())
        let held = try await store.pins.add(
            id, rule, quarter: request.quarter, reason: call.reason, by: call.maker)
        if let held { throw PlannerError.pinHeld(PinDocument(held)) }
        return PinDocument(try await store.pins.find(id.raw))
    }

    /// The pins and forbids of a quarter, or of all quarters.
    ///
    /// - Parameters:
    ///   - quarter: The quarter; nothing for all.
    ///   - withdrawn: Whether to give those too that no longer hold.
    /// - Returns: The rules in the order in which they were made.
    /// - Throws: The database's error.
    public func pins(quarter: Quarter?, withdrawn: Bool = false) async throws -> PinListDocument {
        PinListDocument(try await store.pins.pins(of: quarter, withdrawn: withdrawn))
    }

    /// Withdraws a rule, named by the start of its id.
    ///
    /// - Throws: `StoreError` when none or several are meant, `PlannerError.pinWithdrawn` when it holds no more.
    public func removePin(_ prefix: String, reason: String, by maker: String) async throws -> PinDocument {
        let pin = try await store.pins.find(prefix)
        guard pin.withdrawal == nil, try await store.pins.withdraw(pin, reason: reason, by: maker) else {
            throw PlannerError.pinWithdrawn(PinDocument(try await store.pins.find(pin.id.raw)))
        }
        return PinDocument(try await store.pins.find(pin.id.raw))
    }
}

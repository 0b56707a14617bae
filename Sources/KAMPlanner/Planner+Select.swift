import KAMEngine
public import KAMModel
import KAMStore

extension Planner {
    /// What a choice works from and what came of it.
    struct Choice: Sendable {
        let selection: Selection
        let portfolio: Portfolio
    }

    /// Chooses the key accounts of a quarter and stores the portfolio.
    ///
    /// The latest portfolios of the quarters before are held on to as the policy says.
    ///
    /// - Parameters:
    ///   - request: The quarter, the policy and the data.
    ///   - isDryRun: Whether to store nothing; the portfolio's id then names no stored plan.
    /// - Returns: The portfolio.
    /// - Throws: `PlannerError`, `StoreError`, or the database's error; nothing is stored then.
    public func select(_ request: Request, isDryRun: Bool = false) async throws -> PortfolioDocument {
        let snapshot = try await snapshot(for: request)
        let past = try await store.plans.pastPortfolios(before: request.quarter)
        return try await select(request, snapshot: snapshot, past: past, isDryRun: isDryRun).document
    }

    /// Chooses the key accounts of a quarter, stores the portfolio, and holds it against that of an earlier quarter.
    ///
    /// - Throws: As `select`; `PlannerError` when the quarter is not earlier or has no portfolio, before anything is done.
    public func select(
        _ request: Request, comparedWith earlier: Quarter, isDryRun: Bool = false
    ) async throws -> (portfolio: PortfolioDocument, comparison: ComparisonDocument) {
        guard earlier < request.quarter else {
            throw PlannerError.notEarlier(compared: earlier, quarter: request.quarter)
        }
        guard let old = try await store.plans.pastPortfolio(of: earlier) else {
            throw PlannerError.nothingToCompare(quarter: earlier)
        }
        let snapshot = try await snapshot(for: request)
        let past = try await store.plans.pastPortfolios(before: request.quarter)
        let (document, choice) = try await select(request, snapshot: snapshot, past: past, isDryRun: isDryRun)
        let comparison = PortfolioComparison(old: old, new: choice.portfolio)
        let then = try await store.plans.points(of: old.id, accounts: comparison.enters.map(\.account))
        return (document, ComparisonDocument(comparison, before: old, portfolio: document, pointsThen: then))
    }

    private func select(
        _ request: Request, snapshot: Snapshot, past: [PastPortfolio], isDryRun: Bool
    ) async throws -> (document: PortfolioDocument, choice: Choice) {
        let choice = try await choose(request, snapshot: snapshot, past: past)
        let plan = plan(.portfolio, request, snapshot: snapshot, outcome: choice.portfolio.outcome)
        let scoring = ScoringDocument(request.rules.scoring, choice.selection.scoring.aggregation)
        let document = PortfolioDocument(choice.portfolio, plan: plan, snapshot: snapshot, scoring: scoring)
        guard !isDryRun else { return (document, choice) }
        let basis = PortfolioBasis(
            request.rules.scoring, scoring: scoring, past: choice.portfolio.stability == nil ? nil : past.first)
        try await store.plans.save(
            choice.portfolio, on: basis, as: try draft(plan, request, snapshot: snapshot, document: document))
        return (document, choice)
    }

    /// Chooses the key accounts of a quarter; nothing is stored.
    func choose(_ request: Request, snapshot: Snapshot, past: [PastPortfolio]) async throws -> Choice {
        request.onProgress("choosing among \(snapshot.accounts.count) accounts")
        return try await Computation.run { sign in
            let options = SelectionOptions(seed: request.seed) { _ in !sign.isRaised }
            do throws(SelectionError) {
                let selection = try Selection(
                    snapshot, policy: request.rules, quarter: request.quarter, past: past)
                return Choice(selection: selection, portfolio: try selection.portfolio(options))
            } catch {
                throw PlannerError(error, request, snapshot)
            }
        }
    }
}

extension PortfolioBasis {
    fileprivate init(_ policy: ScoringPolicy, scoring: ScoringDocument, past: PastPortfolio?) {
        let rated = policy.criteria.filter { $0.sources.contains(.rating) }.map(\.key)
        self.init(
            method: scoring.method, weighting: scoring.weighting,
            weights: zip(policy.criteria, scoring.weights).map {
                Weight(criterion: $0.key, axis: $0.axis, share: $1.weight)
            }, ratings: rated + [ScoringPolicy.counterpart], past: past)
    }
}

extension ScoringPolicy {
    /// The rating that the gate of a named counterpart reads.
    static let counterpart = "counterpart"
}

extension PlannerError {
    init(_ error: SelectionError, _ request: Planner.Request, _ snapshot: Snapshot, verb: String = "select") {
        switch error {
        case .refused(let reasons):
            let finder = AccountFinder(accounts: snapshot.accounts)
            let known = Set(snapshot.accounts.map(\.id))
            let rules = request.rules.selection
            let unknown = rules.forcedIn.union(rules.forcedOut).subtracting(known).sorted()
            self = .refused(
                verb: verb, reasons: reasons, nearest: unknown.prefix(3).flatMap { finder.nearest(to: $0.raw) })
        case .solverFailed(let reason): self = .notConfirmed(verb: verb, findings: [reason])
        case .notConfirmed(let findings): self = .notConfirmed(verb: verb, findings: findings)
        }
    }
}

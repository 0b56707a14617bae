import KAMEngine
import KAMModel
import KAMStore

extension Planner {
    /// What every account is worth, or one account.
    ///
    /// - Parameters:
    ///   - request: The quarter, the policy and the data; nothing is stored.
    ///   - account: The id or the name of one account; nothing takes all.
    /// - Returns: The values, the most valuable first.
    /// - Throws: `PlannerError`, `StoreError`, or the database's error.
    public func value(_ request: Request, account: String? = nil) async throws -> ValueDocument {
        let (snapshot, selection, place) = try await scored(request, account: account, verb: "value")
        return ValueDocument(selection.valuation, request, snapshot: snapshot, only: place)
    }

    /// How every account scores, or one account.
    ///
    /// - Parameters:
    ///   - request: The quarter, the policy and the data; nothing is stored.
    ///   - account: The id or the name of one account; nothing takes all.
    /// - Returns: The scores, by rank.
    /// - Throws: `PlannerError`, `StoreError`, or the database's error.
    public func score(_ request: Request, account: String? = nil) async throws -> ScoreDocument {
        let (snapshot, selection, place) = try await scored(request, account: account, verb: "score")
        return ScoreDocument(selection.scoring, request, snapshot: snapshot, only: place)
    }

    /// Everything about one account in the choice of key accounts that these inputs make; nothing is stored.
    ///
    /// - Throws: `PlannerError`, `StoreError`, or the database's error.
    public func explain(_ request: Request, account: String) async throws -> ExplanationDocument {
        let snapshot = try await snapshot(for: request)
        let place = try AccountFinder(accounts: snapshot.accounts).find(account)
        let past = try await store.plans.pastPortfolios(before: request.quarter)
        let choice = try await choose(request, snapshot: snapshot, past: past)
        return ExplanationDocument(choice, at: place, request, snapshot: snapshot)
    }

    /// How each model of lifetime value would have foretold what accounts bought after an earlier day.
    ///
    /// - Throws: `PlannerError`, `StoreError`, or the database's error.
    public func backtest(_ request: Request) async throws -> BacktestDocument {
        let snapshot = try await snapshot(for: request)
        request.onProgress("holding the models against what happened")
        let tests = try await Computation.run { _ in
            ValueBacktest.Measure.allCases.map { ValueBacktest(snapshot, policy: request.rules, measure: $0) }
        }
        return BacktestDocument(tests, request, snapshot: snapshot)
    }

    /// Values and scores of all accounts, and the place of the account that was asked for.
    private func scored(
        _ request: Request, account: String?, verb: String
    ) async throws -> (snapshot: Snapshot, selection: Selection, place: Int?) {
        let snapshot = try await snapshot(for: request)
        let place = try account.map { try AccountFinder(accounts: snapshot.accounts).find($0) }
        let past = try await store.plans.pastPortfolios(before: request.quarter)
        request.onProgress("valuing \(snapshot.accounts.count) accounts")
        let selection = try await Computation.run { _ in
            do throws(SelectionError) {
                return try Selection(
                    snapshot, policy: request.rules, quarter: request.quarter, past: past)
            } catch {
                throw PlannerError(error, request, snapshot, verb: verb)
            }
        }
        return (snapshot, selection, place)
    }
}

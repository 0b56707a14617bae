import KAMEngine
import KAMModel
import KAMStore

extension Planner {
    /// Assigns members to the latest portfolio of a quarter and stores the matrix.
    ///
    /// The matrix of the latest earlier quarter, where there is one, tells who serves now; else the export does.
    ///
    /// - Throws: `PlannerError`, `StoreError`, or the database's error; nothing is stored then.
    public func assign(_ request: Request) async throws -> MatrixDocument {
        let snapshot = try await snapshot(for: request)
        let portfolio = try await portfolio(for: request, snapshot: snapshot)
        let previous = try await previousMatrix(before: request.quarter)
        let keys = portfolio.selected.map(Assignment.KeyAccount.init)
        request.onProgress("assigning \(snapshot.members.count) members to \(keys.count) key accounts")
        let matrix = try await Computation.run { sign in
            let options = AssignmentOptions(seed: request.seed, shouldStop: { _ in sign.isRaised })
            do throws(AssignmentError) {
                return try Assignment.matrix(
                    of: snapshot, policy: request.policy.policy, keyAccounts: keys, quarter: request.quarter,
                    previous: previous, options: options)
            } catch {
                throw PlannerError(error)
            }
        }
        let plan = plan(.matrix, request, snapshot: snapshot, portfolio: portfolio.portfolio, outcome: matrix.outcome)
        let document = MatrixDocument(matrix, plan: plan, snapshot: snapshot)
        try await store.plans.save(matrix, as: try draft(plan, request, snapshot: snapshot, document: document))
        return document
    }

    /// The last matrix that was made for the latest quarter before this one.
    private func previousMatrix(before quarter: Quarter) async throws -> Matrix? {
        guard let stored = try await store.plans.latestMatrix(before: quarter) else { return nil }
        return Matrix(try JSONText.decode(MatrixDocument.self, from: stored.document))
    }
}

extension Assignment.KeyAccount {
    fileprivate init(_ account: PortfolioDocument.Selected) {
        self.init(
            account: account.account, contribution: account.contribution.amount, kamHours: account.kamHours,
            hours: [ID<Stage>: Hours](uniqueKeysWithValues: account.hours.map { (ID($0.key), $0.value) }))
    }
}

extension Matrix {
    fileprivate init(_ document: MatrixDocument) {
        self.init(
            outcome: Outcome(status: document.status, objective: nil, bound: nil),
            cells: document.cells.map {
                Cell(
                    account: $0.account, stage: $0.stage, lead: $0.lead, supporters: $0.supporters, hours: $0.hours,
                    reason: $0.reason)
            },
            kams: document.kams.map {
                Accountability(account: $0.account, kam: $0.kam, hours: $0.hours, reason: $0.reason)
            },
            loads: [], conflicts: [], assumptions: document.assumptions)
    }
}

extension PlannerError {
    fileprivate init(_ error: AssignmentError) {
        switch error {
        case .refused(let refusals): self = .refused(verb: "assign", reasons: refusals.map(\.description))
        case .solverFailed(let words): self = .notConfirmed(verb: "assign", findings: [words])
        case .notConfirmed(let violations):
            self = .notConfirmed(verb: "assign", findings: violations.map { "\($0)" })
        }
    }
}

import KAMEngine
public import KAMModel
import KAMStore

extension Planner {
    /// The stored plans, the last written first.
    public func plans(quarter: Quarter? = nil, kind: Plan.Kind? = nil) async throws -> PlanListDocument {
        PlanListDocument(try await store.plans.entries(quarter: quarter, kind: kind))
    }

    /// A stored plan, by the start of its id, as it was handed over.
    public func plan(_ prefix: String) async throws -> PlanDocument {
        let (entry, text) = try await store.plans.find(prefix)
        return try PlanDocument(text, kind: entry.plan.kind)
    }

    /// What differs between two plans of one kind.
    ///
    /// - Throws: `PlannerError.differentKinds` when they are not of one kind.
    public func difference(_ first: String, _ second: String) async throws -> PlanDifference {
        let (before, after) = (try await plan(first), try await plan(second))
        guard before.kind == after.kind else { throw PlannerError.differentKinds(before.kind, after.kind) }
        guard case .matrix(let old) = before, case .matrix(let new) = after else {
            return PlanDifference(before, after)
        }
        return PlanDifference(before, after, matrix: try await difference(old, new))
    }

    /// How two matrices differ by what the later one was made from.
    ///
    /// The matrices before the earlier one tell how long a relationship that ends had lasted: twelve at most.
    private func difference(_ before: MatrixDocument, _ after: MatrixDocument) async throws -> MatrixDifferenceDocument
    {
        let later = try await storedMatrix(after.plan.raw, quarter: nil)
        var history: [Matrix] = []
        var past = before.previous
        while let id = past, history.count < 12 {
            guard let document = try await matrixDocument(id) else { break }
            history.append(Matrix(document))
            past = document.previous
        }
        let difference = MatrixDifference(
            Matrix(before), later.matrix, snapshot: later.inputs.snapshot, policy: later.policy.policy,
            history: history)
        return MatrixDifferenceDocument(difference, currency: later.inputs.snapshot.currency)
    }

    /// The latest portfolio of the quarter that was made from the snapshot.
    func portfolio(for request: Request, snapshot: Snapshot) async throws -> PortfolioDocument {
        guard let stored = try await store.plans.latestPortfolio(of: request.quarter, from: snapshot.id) else {
            throw PlannerError.noPortfolio(quarter: request.quarter)
        }
        let portfolio = try JSONText.decode(PortfolioDocument.self, from: stored.document)
        guard !portfolio.selected.isEmpty else {
            throw PlannerError.emptyPortfolio(quarter: request.quarter, portfolio: portfolio.portfolio)
        }
        return portfolio
    }
}

/// A stored plan as it was handed over.
public enum PlanDocument: Hashable, Sendable, Encodable {
    /// Which accounts are key.
    case portfolio(PortfolioDocument)
    /// Who serves them at each stage.
    case matrix(MatrixDocument)
    /// Where the hours go.
    case allocation(AllocationDocument)

    init(_ text: String, kind: Plan.Kind) throws {
        self =
            switch kind {
            case .portfolio: .portfolio(try JSONText.decode(PortfolioDocument.self, from: text))
            case .matrix: .matrix(try JSONText.decode(MatrixDocument.self, from: text))
            case .allocation: .allocation(try JSONText.decode(AllocationDocument.self, from: text))
            }
    }

    /// What was decided.
    public var kind: Plan.Kind {
        switch self {
        case .portfolio: .portfolio
        case .matrix: .matrix
        case .allocation: .allocation
        }
    }

    /// Writes the document itself, without its kind.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .portfolio(let document): try document.encode(to: encoder)
        case .matrix(let document): try document.encode(to: encoder)
        case .allocation(let document): try document.encode(to: encoder)
        }
    }
}

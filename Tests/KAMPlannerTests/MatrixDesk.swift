import KAMModel
import Testing

@testable import KAMPlanner

/// A desk with a matrix of the made-up company.
struct MatrixDesk {
    let desk: PlannerDesk
    let request: Planner.Request
    let matrix: MatrixDocument

    var planner: Planner { desk.planner }

    init() async throws {
        desk = try await PlannerDesk()
        _ = try await desk.importFiles(asOf: "2026-03-31")
        request = try desk.request("2026Q2")
        _ = try await desk.planner.select(request)
        matrix = try await desk.planner.assign(request)
    }

    /// A cell with a lead and somebody else who could take it.
    func contested() throws -> (cell: MatrixDocument.Cell, lead: ID<Member>, other: ID<Member>) {
        for cell in matrix.cells {
            if let lead = cell.lead, let other = cell.runnerUp, other.fits { return (cell, lead, other.member) }
        }
        throw NoSuchCell()
    }

    func rule(_ kind: MatrixRule.Kind, _ cell: MatrixDocument.Cell, _ member: ID<Member>) -> RuleText {
        RuleText(kind, account: cell.account.raw, stage: cell.stage.raw, member: member.raw)
    }

    func call(_ cell: MatrixDocument.Cell, plan: ID<Plan>? = nil) -> Planner.CellCall {
        Planner.CellCall(account: cell.account.raw, stage: cell.stage.raw, plan: plan?.raw)
    }

    func lead(_ document: MatrixDocument, _ cell: MatrixDocument.Cell) -> ID<Member>? {
        document.cells.first { $0.account == cell.account && $0.stage == cell.stage }?.lead
    }

    /// The first day of the second month of the quarter.
    static let day = Day("2026-05-01")
}

/// The made-up company has no cell as a test needs it.
struct NoSuchCell: Error {}

/// Who leads what and who answers for what.
struct Roles: Equatable {
    private let leads: [String]
    private let kams: [String]

    init(_ document: MatrixDocument) {
        leads = document.cells.map { "\($0.account)/\($0.stage)=\($0.lead?.raw ?? "-")" }
        kams = document.kams.map { "\($0.account)=\($0.kam?.raw ?? "-")" }
    }

    /// How many differ.
    func distance(to other: Roles) -> Int {
        Set(leads + kams).symmetricDifference(other.leads + other.kams).count / 2
    }
}

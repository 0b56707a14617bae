import ArgumentParser
import Foundation
import KAMModel
import KAMPlanner

/// `kam demo`: the main job on a made-up company.
struct DemoVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Make up a company, import it, and plan its next quarter.")

    @Option(help: "The seed of the company and of the plan.")
    var seed: UInt64 = 1

    @Option(help: "The folder for the company's files; by default one that is thrown away.", completion: .directory)
    var files: String?

    @OptionGroup var database: DatabaseOptions

    private static let lastDay = Day(year: 2026, month: 3, day: 31)
    private static let nextQuarter = Quarter(year: 2026, number: 2)

    func run() async throws {
        guard let asOf = DemoVerb.lastDay, let quarter = DemoVerb.nextQuarter else { return }
        let folder = files ?? FileManager.default.temporaryDirectory.path + "/kam-sample-\(UUID().uuidString)"
        defer { if files == nil { try? FileManager.default.removeItem(atPath: folder) } }
        try await Session.run(database) { session in
            try say(
                "A made-up company", "300 customers, 4,000 opportunities over eight quarters, 60 people in four teams.")
            let (members, policy) = try writeFiles(to: folder, asOf: asOf)
            try await importCompany(session, folder: folder, members: members, asOf: asOf)
            let request = try session.workplace.request(
                quarter: quarter, policy: policy, seed: seed, onProgress: { session.progress.show($0) })
            try await plan(session, request)
        }
    }

    private func writeFiles(to folder: String, asOf: Day) throws -> (members: String, policy: String) {
        do {
            return try Planner.writeSample(to: folder, asOf: asOf, seed: seed)
        } catch {
            throw Trouble(
                .cannotWrite, "KAM513", "the company's files cannot be written to \(folder): \(SystemWords.of(error))",
                hint: "Name another folder with --files.")
        }
    }

    private func importCompany(_ session: Session, folder: String, members: String, asOf: Day) async throws {
        try say("kam import", "its CRM export and its HR sheet become a snapshot that never changes.")
        var call = Planner.ImportCall(profile: "kam", folder: folder)
        call.membersFile = members
        call.currency = Currency("JPY")
        call.asOf = asOf
        let document = try await session.planner.importFiles(call)
        try session.answer(document, ImportView(document: document, rejectsFile: "").text, asJSON: false)
    }

    private func plan(_ session: Session, _ request: Planner.Request) async throws {
        try say("kam select", "which customers are worth a Key Account Manager, and how many can be served?")
        let portfolio = try await session.planner.select(request)
        try session.answer(portfolio, PortfolioView(document: portfolio, showsAll: false).text, asJSON: false)
        try say("kam assign", "who leads each of them at each stage, with a KAM across the row?")
        let matrix = try await session.planner.assign(request)
        try session.answer(matrix, MatrixView(document: matrix, showsAll: false).text, asJSON: false)
        try say("kam rebalance", "what limits the whole pipeline, and which hours should move?")
        let allocation = try await session.planner.rebalance(request)
        try session.answer(allocation, AllocationView(document: allocation, showsAll: false).text, asJSON: false)
    }

    private func say(_ title: String, _ question: String) throws {
        try Terminal.print("\n━━ \(title) ━━ \(question)\n")
    }
}

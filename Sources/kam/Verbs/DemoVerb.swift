import ArgumentParser
import Foundation
import KAMModel
import KAMPlanner

/// `kam demo`: the main job on a made-up company.
struct DemoVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Make up a company, import it, and plan its next quarter.")

    @Option(parsing: .unconditional, help: "The seed of the company and of the plan.", transform: Seed.read)
    var seed: UInt64 = 1

    @Option(help: "The folder for the company's files; by default one that is thrown away.", completion: .directory)
    var files: String?

    @OptionGroup var words: LanguageOptions
    @OptionGroup var database: DatabaseOptions

    /// The last day of a quarter, the one before, and the quarters that begin after them.
    private struct Calendar {
        let lastDay: Day
        let nextQuarter: Quarter
        let dayBefore: Day
        let quarterBefore: Quarter

        init?() {
            guard let lastDay = Day(year: 2026, month: 3, day: 31), let dayBefore = Day(year: 2025, month: 12, day: 31),
                let next = Quarter(year: 2026, number: 2), let before = Quarter(year: 2026, number: 1)
            else { return nil }
            (self.lastDay, self.dayBefore, nextQuarter, quarterBefore) = (lastDay, dayBefore, next, before)
        }
    }

    func run() async throws {
        guard let calendar = Calendar() else { return }
        let language = try words.resolved()
        let folder = files ?? FileManager.default.temporaryDirectory.path + "/kam-sample-\(UUID().uuidString)"
        defer { if files == nil { try? FileManager.default.removeItem(atPath: folder) } }
        try await Session.run(database) { session in
            try say(
                language("A made-up company", ja: "架空の会社"),
                language(
                    "300 customers, 4,000 opportunities over eight quarters, 60 people in four teams.",
                    ja: "顧客300社、8四半期の商談4,000件、4チーム60人。"))
            let (members, policy) = try writeFiles(to: folder, asOf: calendar.lastDay)
            let before = try await importCompany(session, folder: folder, members: members, asOf: calendar.dayBefore)
            try await planBefore(session, calendar, policy: policy, snapshot: before.snapshot, language)
            try say(
                "kam import",
                language(
                    "its CRM export and its HR sheet become a snapshot that never changes.",
                    ja: "CRMのエクスポートと人事の表が、変わらないスナップショットになる。"))
            let imported = try await importCompany(
                session, folder: folder, members: members, asOf: calendar.lastDay)
            let report = ImportView(document: imported, rejectsFile: "", language: language)
            try session.answer(imported, report.text, asJSON: false)
            let request = try session.workplace.request(
                quarter: calendar.nextQuarter, policy: policy, seed: seed, snapshot: imported.snapshot,
                onProgress: { session.progress.show($0) })
            try await plan(session, request, after: calendar.quarterBefore, language)
        }
    }

    /// Selects for the quarter before, so that there are key accounts to hold on to.
    private func planBefore(
        _ session: Session, _ calendar: Calendar, policy: String, snapshot: ID<Snapshot>?, _ language: Language
    ) async throws {
        try say(
            language("A quarter earlier", ja: "1四半期前"),
            language("as the data stood on \(calendar.dayBefore).", ja: "\(calendar.dayBefore)時点のデータで選定。"))
        let request = try session.workplace.request(
            quarter: calendar.quarterBefore, policy: policy, seed: seed, snapshot: snapshot,
            onProgress: { session.progress.show($0) })
        let document = try await session.planner.select(request)
        let view = PortfolioView(document: document, showsAll: false, language: language)
        try session.answer(document, view.heading, asJSON: false)
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

    private func importCompany(
        _ session: Session, folder: String, members: String, asOf: Day
    ) async throws -> ImportDocument {
        var call = Planner.ImportCall(profile: "kam", folder: folder)
        call.membersFile = members
        call.currency = Currency("JPY")
        call.asOf = asOf
        return try await session.planner.importFiles(call)
    }

    private func plan(
        _ session: Session, _ request: Planner.Request, after earlier: Quarter, _ language: Language
    ) async throws {
        try say(
            "kam select",
            language(
                "which customers are worth a Key Account Manager, and how many can be served?",
                ja: "どの顧客にキーアカウントマネージャーを置くべきか、何社まで対応できるか。"))
        let (portfolio, comparison) = try await session.planner.select(request, comparedWith: earlier)
        let list = PortfolioView(document: portfolio, showsAll: false, language: language)
        try session.answer(portfolio, list.text, asJSON: false)
        try say(
            "kam select --compare \(earlier)",
            language("what changed since the quarter before?", ja: "前の四半期から何が変わったか。"))
        let changes = ComparisonView(document: comparison, showsAll: false, language: language)
        try session.answer(comparison, changes.text, asJSON: false)
        try say(
            "kam assign",
            language(
                "who leads each of them at each stage, with a KAM across the row?", ja: "各ステージの主担当は誰か、全体を見るKAMは誰か。"))
        let matrix = try await session.planner.assign(request)
        let grid = MatrixView(document: matrix, showsAll: false, language: language)
        try session.answer(matrix, grid.text, asJSON: false)
        try say(
            "kam rebalance",
            language(
                "what limits the whole pipeline, and which hours should move?", ja: "全体を制約するのは何か、どの時間を動かすべきか。"))
        let allocation = try await session.planner.rebalance(request)
        let moves = AllocationView(document: allocation, showsAll: false, language: language)
        try session.answer(allocation, moves.text, asJSON: false)
    }

    private func say(_ title: String, _ question: String) throws {
        try Terminal.print("\n━━ \(title) ━━ \(question)\n")
    }
}

import Foundation
import KAMModel
import KAMStore
import Postgres
import TestSupport

/// Files of an import in a folder of their own, and a database to import them into.
struct ImportFixture {
    let folder: TemporaryFolder
    let database: TestDatabase
    let connection: Connection

    init() async throws {
        folder = try TemporaryFolder("kam-import")
        database = try await TestDatabase.fresh()
        connection = try await Connection.connect(database.application)
        try await connection.execute(
            "INSERT INTO kam.tenant (tenant_id, name) VALUES (\(TestDatabase.tenant.raw)::uuid, 'test')")
    }

    /// Writes a file of text, in UTF-8 unless other bytes are given.
    func write(_ name: String, _ text: String, encoding: String.Encoding = .utf8, mark: [UInt8] = []) throws {
        guard let data = text.data(using: encoding) else { throw POSIXError(.EILSEQ) }
        try (Data(mark) + data).write(to: URL(fileURLWithPath: folder.file(name)))
    }

    /// Imports the folder.
    func run(
        _ profile: ImportRequest.ProfileSource = .named("kam"), members: String? = nil, rates: String? = nil,
        asOf: Day? = Day("2024-03-31"), dryRun: Bool = false, rejects: String? = nil, from source: String? = nil,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        let request = ImportRequest(
            tenant: TestDatabase.tenant, snapshot: ID<Snapshot>(UUID().uuidString.lowercased()), profile: profile,
            folder: source ?? folder.path, membersFile: members, ratesFile: rates, asOf: asOf, isDryRun: dryRun,
            rejectsFile: rejects)
        let catalog = ProfileCatalog(folder: Checkout.resources.profiles)
        return try await Importer(connection: connection, catalog: catalog).run(request, progress: progress)
    }

    /// Imports the folder, which must be refused, and gives the diagnostics.
    func refusal(_ profile: ImportRequest.ProfileSource = .named("kam")) async throws -> [Diagnostic] {
        do {
            _ = try await run(profile)
            return []
        } catch let refused as RefusedInput {
            return refused.diagnostics
        }
    }

    /// The rows of a query, its columns joined by `|`.
    func rows(_ query: SQL) async throws -> [String] {
        try await connection.query(query).map { row in
            try (0..<row.count).map { try row.decode($0, as: String?.self) ?? "-" }.joined(separator: "|")
        }
    }
}

extension Diagnostic {
    /// `warning KAM132 opportunities.csv:5`.
    var brief: String { "\(severity) \(code) \(file ?? "-"):\(line.map(String.init) ?? "-")" }
}

/// The smallest files that import without a word.
enum Plain {
    static let accounts = """
        account_id,name,parent_id,segment,region,country,owner,annual_revenue,currency,employees,block,created_date
        A1,Alpha,,metal,East,Japan,M1,1000000,USD,50,,2020-01-01
        A2,Beta,A1,food,West,Japan,M2,2000000,USD,70,,2020-01-01

        """
    static let opportunityHeader =
        "opportunity_id,account_id,name,product,type,stage,amount,currency,probability,created_date,close_date,"
        + "lead_source,owner\n"
    static let opportunities =
        opportunityHeader + """
            O1,A1,One,P,new,won,100.50,USD,100,2024-01-01,2024-02-01,web,M1
            O2,A2,Two,P,new,prospecting,200,USD,40,2024-01-05,2024-05-01,web,M2

            """
    static let members = """
        member_id,name,team,role,region,skills,languages,weekly_hours,start_date,end_date,leave,hourly_cost
        M1,Ann,field_sales,rep,East,metal;food,en;ja,40,2020-01-01,,,50
        M2,Ben,inside_sales,rep,West,,,32,2020-01-01,,,40

        """
}

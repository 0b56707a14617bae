import CSV
import Foundation
import KAMModel
public import Postgres

/// Reads the files of a CRM export into a new snapshot: the whole of it, or nothing.
///
/// Files are read row by row into temporary tables; everything that concerns more than one row is done in SQL; all of
/// it is one transaction. Memory does not grow with the number of rows. Cancelling the task leaves nothing behind.
public struct Importer {
    private let connection: Connection
    private let catalog: ProfileCatalog

    /// Makes an importer that works on a connection.
    ///
    /// - Parameters:
    ///   - connection: Idle, with the rights of the application's role.
    ///   - catalog: The profiles that come with `kam`.
    public init(connection: Connection, catalog: ProfileCatalog) {
        self.connection = connection
        self.catalog = catalog
    }

    /// Imports.
    ///
    /// - Parameters:
    ///   - request: What to import, for whom, and how.
    ///   - progress: Called as the files are read, on the connection's thread; it must be quick.
    /// - Returns: What was made and noticed; the report of the former import when the same files came before.
    /// - Throws: `RefusedInput` when the files or the profile cannot be used, with everything found; `PostgresError`.
    public func run(
        _ request: ImportRequest, progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        var profile = try catalog.load(request.profile)
        if let currency = request.currency { profile.currency = currency }
        let opened = try open(request, profile)
        let digests = try opened.files.map { ($0.entity, try Fingerprint.digest(of: $0.path)) }
        let fingerprint = Fingerprint.of(digests, profile, asOf: request.asOf)
        let session = ImportSession(
            connection: connection, profile: profile,
            files: Dictionary(opened.files.map { ($0.entity, $0) }) { first, _ in first },
            tenant: request.tenant.raw, snapshot: request.snapshot.raw, diagnostics: opened.diagnostics,
            assumptions: profile.assumptions)
        let digestOf = Dictionary(digests) { first, _ in first }
        do {
            let report = try await connection.transaction(attempts: 1) { _ in
                let report = try await Importer.work(session, request, fingerprint, digestOf, progress)
                if request.isDryRun, report.isNew {
                    try await session.writeRejects(to: request.rejectsFile)
                    throw DryRun(report: report)
                }
                return report
            }
            try await StoredImport(connection, tenant: request.tenant, snapshot: report.snapshot)
                .writeRejects(to: request.rejectsFile)
            return report
        } catch let dry as DryRun {
            return dry.report
        }
    }

    /// Finds and opens the files.
    private func open(_ request: ImportRequest, _ profile: ImportProfile) throws -> FileOpener {
        let finder = try FileFinder(folder: request.folder, files: request.files)
        var chosen = finder.choose(profile)
        if let members = request.membersFile { chosen[.member] = members }
        if let rates = request.ratesFile { chosen[.rate] = rates }
        var opener = FileOpener(profile)
        for entity in ImportEntity.allCases {
            guard let rule = profile.files[entity] else { continue }
            if let path = chosen[entity] {
                opener.open(path, as: entity, rule)
            } else if rule.isRequired {
                opener.add(
                    .error, .fileMissing, "no file with rows of \(entity.rawValue)", request.folder,
                    hint: "The profile looks for \(rule.names.joined(separator: ", ")).")
            }
        }
        let unused = finder.paths.filter { path in !chosen.values.contains(path) }.map(FileFinder.name)
        if !unused.isEmpty {
            opener.add(
                .note, .fileUnused, "\(counted(unused.count, "file")) not read: \(unused.joined(separator: ", "))", nil)
        }
        if opener.diagnostics.contains(where: { $0.severity == .error }) { throw RefusedInput(opener.diagnostics) }
        return opener
    }

    private static func work(
        _ start: ImportSession, _ request: ImportRequest, _ fingerprint: String, _ digests: [ImportEntity: String],
        _ progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> ImportReport {
        var session = start
        try await session.prepare()
        let stored = try await StoredImport.find(session.connection, tenant: request.tenant, fingerprint)
        if let stored { return try await stored.report(isNew: false) }
        let total = session.files.values.reduce(0) { $0 + $1.reader.totalBytes }
        try await session.createTables()
        try await session.stage { name, bytes in
            progress(ImportProgress(phase: .reading, subject: name, bytes: bytes, totalBytes: total))
        }
        progress(ImportProgress(phase: .writing, subject: "", bytes: total, totalBytes: total))
        return try await session.finish(request, fingerprint, digests)
    }
}

/// Ends the transaction of a dry run with its report.
private struct DryRun: Error {
    let report: ImportReport
}

extension ImportSession {
    /// Everything after the files were staged.
    mutating func finish(
        _ request: ImportRequest, _ fingerprint: String, _ digests: [ImportEntity: String]
    ) async throws -> ImportReport {
        try await collectFaults()
        let asOf = try await settleDay(request.asOf)
        try await settleCurrencies(asOf: asOf)
        try await openSnapshot(asOf: asOf, fingerprint: fingerprint)
        try await rewind()
        try await makeMembers()
        try await resolveOwners()
        try await makeAccounts()
        try await resolveDeals()
        try await settleRegions()
        try await insertAccounts()
        try await insertRatings()
        try await checkDeals()
        try await makeVisits()
        try await insertDeals()
        try await insertVisits()
        reportStatistics()
        try await reportFaults()
        try await reportOddities()
        try await reportVisits()
        try await reportAgents()
        try await connection.execute("SELECT kam.close_partitions(\(snapshot)::uuid)")
        try await writeRecords(digests)
        return try await StoredImport(connection, tenant: request.tenant, snapshot: request.snapshot)
            .report(isNew: true)
    }
}

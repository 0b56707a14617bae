import CSV
import Foundation
import KAMModel
import Postgres

extension ImportSession {
    /// Prepares the session: who it works for, how much memory it may take, and the tables.
    ///
    /// Imports run one after the other, because closing partitions locks the tables that all snapshots share.
    func prepare() async throws {
        try await run([
            "SELECT set_config('kam.tenant_id', \(tenant), true)",
            "SELECT pg_advisory_xact_lock(hashtext('kam.import'))",
            "SET LOCAL work_mem = '256MB'",
            "SET LOCAL maintenance_work_mem = '512MB'",
            // Compiling these statements takes longer than running them.
            "SET LOCAL jit = off",
        ])
    }

    /// Makes the staging tables and fills the small ones that come from the profile.
    func createTables() async throws {
        try await run(StagingTables.create)
        try await connection.execute(
            """
            INSERT INTO import_stage (stage, place)
            SELECT stage, place FROM unnest(\(profile.stages)::text[]) WITH ORDINALITY AS s (stage, place)
            """)
        let aliases = profile.owners.sorted { $0.key < $1.key }
        try await connection.execute(
            """
            INSERT INTO import_alias (alias, member, member_key)
            SELECT alias, member, member_key
            FROM unnest(
                \(aliases.map(\.key))::text[], \(aliases.map(\.value))::text[],
                \(aliases.map { NameKey.of($0.value) })::text[]) AS a (alias, member, member_key)
            """)
    }

    /// Copies the rows of each file into its table.
    ///
    /// - Parameter progress: Called with the file's name, the bytes read of it, and all bytes read before it.
    /// - Throws: `RefusedInput` when a file turns out to be unreadable; then the other files are looked through too.
    mutating func stage(_ progress: (String, Int) -> Void) async throws {
        var before = 0
        for entity in ImportEntity.allCases {
            guard let file = files[entity] else { continue }
            do {
                statistics[entity] = try await stage(file) { progress(file.name, before + $0) }
            } catch let error as CSVError {
                throw refusal(after: file, error.diagnostic(in: file.name))
            }
            before += file.reader.totalBytes
        }
    }

    private func stage(_ file: ImportFile, _ progress: (Int) -> Void) async throws -> FileStatistics {
        var encoder = RowEncoder(file, profile)
        try await connection.copyIn(StagingTables.copy(file.entity)) { writer in
            var seen = 0
            try file.reader.forEachRow(after: file.header) { source in
                guard case .staged = encoder.encode(source) else { return }
                try writer.write(encoder.row.bytes)
                guard source.bytesRead != seen else { return }
                seen = source.bytesRead
                progress(seen)
            }
        }
        encoder.statistics.currencies.formUnion(encoder.units.used)
        return encoder.statistics
    }

    private func refusal(after broken: ImportFile, _ diagnostic: Diagnostic) -> RefusedInput {
        var all = diagnostics + [diagnostic]
        for file in files.values.sorted(by: { $0.number < $1.number }) where file.number > broken.number {
            do {
                try file.reader.forEachRow(after: file.header) { _ in }
            } catch let error as CSVError {
                all.append(error.diagnostic(in: file.name))
            } catch {
                all.append(Diagnostic(.error, ImportCode.fileUnreadable.rawValue, "\(error)", file: file.name))
            }
        }
        return RefusedInput(all)
    }

    /// Collects the faults of cells, and tells the planner how large the tables are.
    func collectFaults() async throws {
        for entity in ImportEntity.allCases where has(entity) {
            try await connection.execute(StagingTables.collectFaults(entity))
        }
        try await run([
            "ANALYZE import_account", "ANALYZE import_opportunity (opportunity_id, account_id, account_key, owner)",
            "ANALYZE import_stage_history (opportunity_id, owner)", "ANALYZE import_refused",
        ])
    }

    /// Fills the table of currencies: those that amounts are in, with the rate to the base currency where one is given.
    ///
    /// A currency has the latest rate up to the snapshot's day, or the earliest after it.
    func settleCurrencies(asOf: Day) async throws {
        let seen = statistics.values.reduce(into: Set([profile.currency.code])) { $0.formUnion($1.currencies) }
        let currencies = seen.sorted().compactMap { Currency($0) }
        let home = profile.currency
        try await connection.execute(
            """
            INSERT INTO import_currency (currency, digits, factor)
            SELECT c.currency, c.digits,
                CASE WHEN c.currency = \(home.code)::text THEN 1
                    ELSE (r.rate::numeric * power(10::numeric, \(home.minorDigits)::integer - c.digits)) END
            FROM unnest(\(currencies.map(\.code))::text[], \(currencies.map { Int32($0.minorDigits) })::integer[])
                AS c (currency, digits)
            LEFT JOIN LATERAL (
                SELECT i.rate
                FROM import_rate AS i
                WHERE i.currency = c.currency AND i.rate > 0
                    AND NOT EXISTS (SELECT FROM import_refused AS f WHERE f.file = i.file AND f.line = i.line)
                ORDER BY
                    i.as_of > \("\(asOf)")::date, abs(i.as_of - \("\(asOf)")::date) NULLS LAST, i.line DESC
                LIMIT 1
            ) AS r ON true
            """)
    }

    /// The snapshot's day: as asked for, else the last day on which anything happened, else today.
    mutating func settleDay(_ wanted: Day?) async throws -> Day {
        if let wanted { return wanted }
        let row = try await connection.first(
            """
            SELECT greatest(
                (SELECT max(opened_on) FROM import_opportunity WHERE opened_on <= current_date),
                (SELECT max(close_on) FROM import_opportunity
                    WHERE close_on <= current_date
                        AND coalesce(is_closed, is_won, state <> 'open')),
                (SELECT max(entered_on) FROM import_stage_history WHERE entered_on <= current_date))::text,
                current_date::text
            """)
        let found = try row?.decode(0, as: String?.self)
        let today = try row?.decode(1, as: String?.self)
        guard let day = (found ?? today).flatMap({ Day($0) }) else {
            preconditionFailure("the server knows no current_date")
        }
        let source =
            found == nil ? "today, for nothing in the files is dated" : "the last day on which anything happened"
        add(
            .note, .asOfDerived, "the data is taken to speak of \(day): \(source)",
            hint: "Give --as-of to say which day it speaks of.")
        return day
    }

    /// Writes the row of the snapshot, opens its partitions, and fills the settings for the steps.
    func openSnapshot(asOf: Day, fingerprint: String) async throws {
        try await run([
            """
            INSERT INTO kam.snapshot (tenant_id, snapshot_id, as_of, profile, fingerprint, currency)
            VALUES (\(tenant)::uuid, \(snapshot)::uuid, \("\(asOf)")::date, \(profile.name), \(fingerprint),
                \(profile.currency.code))
            """,
            "SELECT kam.open_partitions(\(snapshot)::uuid)",
            """
            INSERT INTO import_setting
            VALUES (\(tenant)::uuid, \(snapshot)::uuid, \("\(asOf)")::date, \(profile.currency.code),
                \(profile.closedStage), \(profile.takesListPrice))
            """,
            // The planner takes a table it knows nothing of for hundreds of rows.
            "ANALYZE import_setting", "ANALYZE import_stage", "ANALYZE import_currency",
        ])
    }

    /// The partition of a table for the snapshot.
    func partition(_ table: String) throws -> SQLIdentifier {
        try SQLIdentifier("kam", table + "_" + snapshot.replacingOccurrences(of: "-", with: ""))
    }
}

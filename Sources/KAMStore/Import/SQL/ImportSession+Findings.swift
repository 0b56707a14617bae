import CSV
import KAMModel
import Postgres

extension ImportSession {
    /// Says in diagnostics what the passes over the files saw.
    mutating func reportStatistics() {
        for entity in ImportEntity.allCases {
            guard let file = files[entity], let seen = statistics[entity] else { continue }
            if seen.rows == 0 {
                add(.warning, .fileEmpty, "no rows below the header", in: entity, line: file.header.line)
            }
            if seen.footers.count > 0 {
                add(
                    .note, .footerLeftOut,
                    "\(counted(seen.footers.count, "row")) at the foot left out: totals or remarks", in: entity,
                    line: seen.footers.line)
            }
            for (leaveOut, sighting) in zip(file.leaveOuts, seen.leftOut) where sighting.count > 0 {
                let why = leaveOut.rule.reason.isEmpty ? "as the profile says" : leaveOut.rule.reason
                add(
                    .note, .rowsLeftOut, "\(counted(sighting.count, "row")) left out: \(why)", in: entity,
                    line: sighting.line)
            }
            for (replacement, sighting) in seen.replaced.sorted(by: { $0.value.line < $1.value.line }) {
                add(
                    .warning, .valueReplaced,
                    "'\(replacement.value)' in '\(replacement.column)' is read as '\(replacement.replacement)' "
                        + "(\(counted(sighting.count, "row")))", in: entity, line: sighting.line)
            }
        }
    }

    /// Says in diagnostics which faults rows have: one for each kind and file, with the commonest values.
    mutating func reportFaults() async throws {
        let names = Dictionary(files.values.map { ($0.number, $0) }) { first, _ in first }
        let rows = try await connection.query(
            """
            SELECT file::bigint, code, sum(count)::bigint, min(line), count(*),
                (array_agg(value ORDER BY count DESC, line) FILTER (WHERE value IS NOT NULL))[1:5],
                (array_agg(count::bigint ORDER BY count DESC, line) FILTER (WHERE value IS NOT NULL))[1:5],
                (array_agg(reason ORDER BY line))[1], (array_agg(column_name ORDER BY line))[1]
            FROM (
                SELECT file, code, value, count(*) AS count, min(line) AS line, min(reason) AS reason,
                    min(column_name) AS column_name
                FROM import_fault
                GROUP BY file, code, value
            ) AS f
            GROUP BY file, code
            ORDER BY code, file
            """)
        for row in rows {
            let (number, code, count, line, kinds) = try row.decode(
                Int.self, String.self, Int.self, Int.self, Int.self)
            guard let kind = ImportCode(rawValue: code), let file = names[number] else { continue }
            let values: [String] = try row.decode(5, as: [String]?.self) ?? []
            let counts: [Int] = try row.decode(6, as: [Int]?.self) ?? []
            let finding = FaultFinding(
                code: kind, count: count, kinds: kinds, values: Array(zip(values, counts)),
                reason: try row.decode(7), column: try row.decode(8))
            add(kind.severity, kind, finding.message, in: file.entity, line: line, hint: kind.hint)
        }
    }

    /// Says in diagnostics what is odd about deals and visits that were written.
    mutating func reportOddities() async throws {
        let deals = try partition("opportunity")
        let lines: SQL =
            "FROM import_deal AS d WHERE NOT EXISTS (SELECT FROM import_refused AS r "
            + "WHERE r.file = d.file AND r.line = d.line)"
        let row = try await connection.first(
            """
            SELECT count(*) FILTER (WHERE o.owner_id IS NULL), count(*) FILTER (WHERE o.amount_minor IS NULL),
                count(*) FILTER (WHERE o.opened_on IS NULL),
                count(*) FILTER (WHERE o.state <> 'open' AND o.closed_on IS NULL),
                (SELECT count(*) FROM import_deal AS d WHERE d.is_early)
            FROM \(identifier: deals) AS o
            """)
        guard let row else { return }
        func count(_ column: Int) throws -> Int { try row.decode(column) }
        if try count(0) > 0,
            let seen = try await sighting("SELECT count(*), min(d.line) \(lines) AND d.owner IS NULL")
        {
            add(
                .note, .ownerBlank, "\(counted(seen.count, "opportunity", "opportunities")) without an owner",
                in: .opportunity, line: seen.line)
        }
        if try count(1) > 0,
            let seen = try await sighting("SELECT count(*), min(d.line) \(lines) AND d.amount_minor IS NULL")
        {
            add(
                .note, .amountMissing, "\(counted(seen.count, "opportunity", "opportunities")) without an amount",
                in: .opportunity, line: seen.line)
        }
        if try count(2) > 0 { try await reportUnopened(lines) }
        if try count(3) > 0,
            let seen = try await sighting(
                "SELECT count(*), min(d.line) \(lines) AND d.state <> 'open' AND d.close_on IS NULL")
        {
            add(
                .note, .closeDateMissing,
                "\(counted(seen.count, "closed opportunity", "closed opportunities")) without a closing date",
                in: .opportunity, line: seen.line)
        }
        if try count(4) > 0,
            let seen = try await sighting("SELECT count(*), min(d.line) \(lines) AND d.is_early")
        {
            add(
                .note, .datedAfterAsOf,
                "\(counted(seen.count, "opportunity", "opportunities")) closed after the snapshot's day: taken as open",
                in: .opportunity, line: seen.line)
        }
    }

    private mutating func reportUnopened(_ lines: SQL) async throws {
        let history: SQL =
            hasHistory ? "AND NOT EXISTS (SELECT FROM import_last AS l WHERE l.opportunity_id = d.opportunity_id)" : ""
        guard
            let seen = try await sighting("SELECT count(*), min(d.line) \(lines) AND d.opened_on IS NULL \(history)")
        else { return }
        add(
            .note, .entryUnknown,
            "\(counted(seen.count, "opportunity", "opportunities")) without a date of opening: the day when the stage was "
                + "entered is not known", in: .opportunity, line: seen.line)
    }

    /// Says in diagnostics how often deals skipped or went back a stage, and where the history and the deal disagree.
    mutating func reportVisits() async throws {
        guard hasHistory else { return }
        let entity: ImportEntity = has(.stageHistory) ? .stageHistory : .opportunity
        let skips: SQL = """
            FROM import_change AS c
            JOIN import_stage AS p ON p.stage = c.stage
            JOIN import_stage AS n ON n.stage = c.next_stage
            WHERE c.state = 'open'
            """
        let row = try await connection.first(
            """
            SELECT count(DISTINCT c.opportunity_id) FILTER (WHERE n.place > p.place + 1),
                count(DISTINCT c.opportunity_id) FILTER (WHERE n.place < p.place)
            \(skips)
            """)
        let (skipped, returned) = try row?.decode(Int.self, Int.self) ?? (0, 0)
        if skipped > 0 {
            add(.note, .stageSkipped, "\(counted(skipped, "opportunity", "opportunities")) skipped a stage", in: entity)
        }
        if returned > 0 {
            add(
                .note, .stageReturned, "\(counted(returned, "opportunity", "opportunities")) went back a stage",
                in: entity)
        }
        let deals = try partition("opportunity")
        let disagreeing = try await connection.first(
            """
            SELECT count(*)
            FROM import_last AS l
            JOIN \(identifier: deals) AS o ON o.opportunity_id = l.opportunity_id
            WHERE o.state = 'open' AND l.last_stage <> o.stage
                OR o.state <> 'open' AND (l.last_on > o.closed_on OR l.last_state <> 'open' AND l.last_state <> o.state)
            """)
        if let count = try disagreeing?.decode(0, as: Int.self), count > 0 {
            add(
                .note, .historyDisagrees,
                "\(counted(count, "opportunity", "opportunities")) whose history ends elsewhere than they stand",
                in: entity)
        }
    }

    /// Says which of the CRM's users own nothing.
    mutating func reportAgents() async throws {
        guard has(.agent) else { return }
        let seen = try await sighting(
            """
            SELECT count(*), min(a.line)
            FROM import_agent AS a
            WHERE NOT EXISTS (
                SELECT FROM (\(everyOwner)) AS o
                WHERE o.owner = a.agent_id OR o.owner_key = a.name_key)
            """)
        guard let seen else { return }
        add(
            .note, .agentWithoutWork, "\(counted(seen.count, "user")) of the CRM without accounts or opportunities",
            in: .agent, line: seen.line)
    }
}

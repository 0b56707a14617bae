import KAMModel
import Postgres

extension ImportSession {
    /// Takes the files back to the snapshot's day: what happened later is not known on it.
    ///
    /// Deals opened later, later history and later ratings are left out; a deal closed later stands open, as the view of
    /// deals says. So one export gives the snapshots of earlier days too, without a look ahead.
    mutating func rewind() async throws {
        let after: SQL = "> (SELECT as_of FROM import_setting)"
        if has(.opportunity),
            let seen = try await sighting(
                "SELECT count(*), min(line) FROM import_opportunity WHERE opened_on \(after)")
        {
            try await run([
                """
                DELETE FROM import_stage_history AS h
                USING import_opportunity AS o
                WHERE o.opportunity_id = h.opportunity_id AND o.opened_on \(after)
                """,
                "DELETE FROM import_opportunity WHERE opened_on \(after)",
            ])
            addLater(seen, "opportunity", "opportunities", "opened after the snapshot's day: left out", .opportunity)
        }
        if has(.stageHistory),
            let seen = try await sighting(
                "SELECT count(*), min(line) FROM import_stage_history WHERE entered_on \(after)")
        {
            try await connection.execute("DELETE FROM import_stage_history WHERE entered_on \(after)")
            addLater(seen, "change", "changes", "of stage after the snapshot's day: left out", .stageHistory)
        }
        if has(.rating),
            let seen = try await sighting("SELECT count(*), min(line) FROM import_rating WHERE rated_on \(after)")
        {
            try await connection.execute("DELETE FROM import_rating WHERE rated_on \(after)")
            addLater(seen, "rating", "ratings", "of after the snapshot's day: left out", .rating)
        }
    }

    private mutating func addLater(
        _ seen: FileStatistics.Sighting, _ noun: String, _ nouns: String, _ what: String, _ entity: ImportEntity
    ) {
        add(.note, .datedAfterAsOf, "\(counted(seen.count, noun, nouns)) \(what)", in: entity, line: seen.line)
    }
}

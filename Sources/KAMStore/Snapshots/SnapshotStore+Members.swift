import KAMModel
import Postgres

extension SnapshotStore {
    /// The members of a snapshot, in order of id.
    func members(of snapshot: PostgresUUID, units: Double) async throws -> [Member] {
        let memberships = try await memberships(of: snapshot)
        let leave = try await leave(of: snapshot)
        let skills = try await words(
            """
            SELECT w.member_id, w.skill FROM kam.member_skill AS w
            WHERE w.tenant_id = \(try tenant.uuid) AND w.snapshot_id = \(snapshot)
            """)
        let languages = try await words(
            """
            SELECT w.member_id, w.language FROM kam.member_language AS w
            WHERE w.tenant_id = \(try tenant.uuid) AND w.snapshot_id = \(snapshot)
            """)
        let rows = try await connection.query(
            """
            SELECT m.member_id, m.name, m.weekly_hours, lower(m.employed), upper(m.employed), m.hourly_cost_minor,
                m.seniority
            FROM kam.member AS m
            WHERE m.tenant_id = \(try tenant.uuid) AND m.snapshot_id = \(snapshot)
            ORDER BY m.member_id COLLATE "C"
            """)
        return try rows.map { row in
            let (id, name, hours, start, end, cost, level) = try row.decode(
                String.self, String.self, Double.self, PostgresDate.self, PostgresDate?.self, Int64?.self,
                Int16?.self)
            return Member(
                id: ID(id), name: name, memberships: memberships[id] ?? [], skills: Set(skills[id] ?? []),
                languages: Set(languages[id] ?? []), weeklyHours: Hours(hours),
                employment: DayRange(start: Day(start), end: end.map(Day.init)), leave: leave[id] ?? [],
                hourlyCost: cost.map { Double($0) / units }, seniority: level.map(Int.init))
        }
    }

    private func memberships(of snapshot: PostgresUUID) async throws -> [String: [Membership]] {
        let rows = try await connection.query(
            """
            SELECT t.member_id, t.team, t.role, t.region, lower(t.valid), upper(t.valid)
            FROM kam.member_team AS t
            WHERE t.tenant_id = \(try tenant.uuid) AND t.snapshot_id = \(snapshot)
            ORDER BY t.member_id, t.valid
            """)
        return try grouped(rows) { row in
            let (id, team, role, region, start, end) = try row.decode(
                String.self, String.self, String.self, String?.self, PostgresDate.self, PostgresDate?.self)
            let valid = DayRange(start: Day(start), end: end.map(Day.init))
            return (id, Membership(team: ID(team), role: role, region: region, valid: valid))
        }
    }

    private func leave(of snapshot: PostgresUUID) async throws -> [String: [DayRange]] {
        let rows = try await connection.query(
            """
            SELECT l.member_id, lower(l.away), upper(l.away)
            FROM kam.member_leave AS l
            WHERE l.tenant_id = \(try tenant.uuid) AND l.snapshot_id = \(snapshot)
            ORDER BY l.member_id, l.away
            """)
        return try grouped(rows) { row in
            let (id, start, end) = try row.decode(String.self, PostgresDate.self, PostgresDate?.self)
            return (id, DayRange(start: Day(start), end: end.map(Day.init)))
        }
    }

    private func words(_ sql: SQL) async throws -> [String: [String]] {
        try grouped(try await connection.query(sql)) { row in try row.decode(String.self, String.self) }
    }

    func grouped<Value>(_ rows: [Row], _ pair: (Row) throws -> (String, Value)) rethrows -> [String: [Value]] {
        var groups: [String: [Value]] = [:]
        for row in rows {
            let (key, value) = try pair(row)
            groups[key, default: []].append(value)
        }
        return groups
    }
}

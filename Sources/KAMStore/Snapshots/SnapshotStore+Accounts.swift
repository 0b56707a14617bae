import KAMModel
import Postgres

extension SnapshotStore {
    /// What the views tell of the accounts of a snapshot, each by account.
    private struct Facts {
        var quarters: [String: [Quarter]] = [:]
        var spans: [String: [Span]] = [:]
        var pipelines: [String: [(stage: ID<Stage>, work: StageWork)]] = [:]
        var owners: [String: [(stage: ID<Stage>, member: ID<Member>)]] = [:]
        var ratings: [String: [(criterion: String, rating: Rating)]] = [:]
        var purchases: [String: [Purchase]] = [:]
        var contracts: [String: Contract] = [:]
    }

    private struct Quarter {
        let index: Int
        let amount: Double
        let won: Int
        let lost: Int
        let opened: Int
    }

    private struct Span {
        let since: Day?
        let lastWin: Day?
        let solutions: Int
    }

    /// The accounts of a snapshot with their history, in order of id.
    func accounts(of snapshot: PostgresUUID, currency: Currency) async throws -> [Account] {
        let units = Double(currency.minorUnits)
        let covered = try await trailingQuarters(of: snapshot)
        let facts = Facts(
            quarters: try await quarters(of: snapshot, units: units), spans: try await spans(of: snapshot),
            pipelines: try await pipelines(of: snapshot, units: units), owners: try await owners(of: snapshot),
            ratings: try await ratings(of: snapshot), purchases: try await purchases(of: snapshot, units: units),
            contracts: try await contracts(of: snapshot, units: units))
        let rows = try await connection.query(
            """
            SELECT
                a.account_id, a.name, a.parent_id, a.segment, a.region, a.owner_id, a.annual_revenue_minor,
                a.employees, a.block_reason, a.language, a.seniority, a.rivals
            FROM kam.account AS a
            WHERE a.tenant_id = \(try tenant.uuid) AND a.snapshot_id = \(snapshot)
            ORDER BY a.account_id COLLATE "C"
            """)
        return try rows.map { try account($0, facts: facts, covered: covered, currency: currency) }
    }

    private func account(_ row: Row, facts: Facts, covered: Int, currency: Currency) throws -> Account {
        let (id, name, parent, segment, region, owner, revenue, employees, block) = try row.decode(
            String.self, String.self, String?.self, String.self, String?.self, String?.self, Int64?.self,
            Int32?.self, String?.self)
        let level: Int16? = try row.decode("seniority")
        return Account(
            id: ID(id), name: name, parent: parent.map { ID($0) }, segment: segment, region: region,
            owner: owner.map { ID($0) }, annualRevenue: revenue.map { Money(minor: $0, currency: currency) },
            employees: employees.map(Int.init), block: block,
            history: history(of: id, facts: facts, covered: covered),
            pipeline: keyed((facts.pipelines[id] ?? []).map { ($0.stage, $0.work) }),
            stageOwners: keyed((facts.owners[id] ?? []).map { ($0.stage, $0.member) }),
            ratings: keyed((facts.ratings[id] ?? []).map { ($0.criterion, $0.rating) }),
            language: try row.decode("language"), seniority: level.map(Int.init), rivals: try row.decode("rivals"))
    }

    private func history(of account: String, facts: Facts, covered: Int) -> AccountHistory {
        let span = facts.spans[account]?.first
        var amounts = [Double](repeating: 0, count: covered)
        var won = [Int](repeating: 0, count: covered)
        var lost = won
        var opened = won
        for quarter in facts.quarters[account] ?? [] where quarter.index < covered {
            amounts[quarter.index] = quarter.amount
            won[quarter.index] = quarter.won
            lost[quarter.index] = quarter.lost
            opened[quarter.index] = quarter.opened
        }
        return AccountHistory(
            wonAmounts: amounts, wonCounts: won, lostCounts: lost, openedCounts: opened,
            solutions: span?.solutions ?? 0, since: span?.since, lastWin: span?.lastWin,
            purchases: facts.purchases[account] ?? [], contract: facts.contracts[account])
    }

    /// How many whole quarters of 91 days the log covers, 1…12.
    private func trailingQuarters(of snapshot: PostgresUUID) async throws -> Int {
        let row = try await connection.first(
            """
            SELECT (s.as_of - min(least(o.opened_on, o.closed_on))) / 91
            FROM kam.snapshot AS s
            JOIN kam.opportunity AS o ON o.tenant_id = s.tenant_id AND o.snapshot_id = s.snapshot_id
            WHERE s.tenant_id = \(try tenant.uuid) AND s.snapshot_id = \(snapshot)
            GROUP BY s.as_of
            """)
        return min(12, max(1, Int(try row?.decode(0, as: Int32?.self) ?? 1)))
    }

    private func quarters(of snapshot: PostgresUUID, units: Double) async throws -> [String: [Quarter]] {
        let rows = try await connection.query(
            """
            SELECT q.account_id, q.trailing_quarter, q.won_minor, q.won_count, q.lost_count, q.opened_count
            FROM kam.account_quarter AS q
            WHERE q.tenant_id = \(try tenant.uuid) AND q.snapshot_id = \(snapshot)
            """)
        return try grouped(rows) { row in
            let (id, index, amount, won, lost, opened) = try row.decode(
                String.self, Int32.self, Int64.self, Int.self, Int.self, Int.self)
            return (
                id, Quarter(index: Int(index), amount: Double(amount) / units, won: won, lost: lost, opened: opened)
            )
        }
    }

    private func spans(of snapshot: PostgresUUID) async throws -> [String: [Span]] {
        let rows = try await connection.query(
            """
            SELECT p.account_id, p.since, p.last_win, p.solutions
            FROM kam.account_span AS p
            WHERE p.tenant_id = \(try tenant.uuid) AND p.snapshot_id = \(snapshot)
            """)
        return try grouped(rows) { row in
            let (id, since, win, solutions) = try row.decode(
                String.self, PostgresDate?.self, PostgresDate?.self, Int.self)
            return (id, Span(since: since.map(Day.init), lastWin: win.map(Day.init), solutions: solutions))
        }
    }

    private func pipelines(
        of snapshot: PostgresUUID, units: Double
    ) async throws -> [String: [(stage: ID<Stage>, work: StageWork)]] {
        let rows = try await connection.query(
            """
            SELECT p.account_id, p.stage, p.opportunity_count, p.amount_minor
            FROM kam.account_pipeline AS p
            WHERE p.tenant_id = \(try tenant.uuid) AND p.snapshot_id = \(snapshot)
            """)
        return try grouped(rows) { row in
            let (id, stage, count, amount) = try row.decode(String.self, String.self, Int.self, Int64.self)
            return (id, (stage: ID(stage), work: StageWork(opportunities: count, amount: Double(amount) / units)))
        }
    }

    private func owners(
        of snapshot: PostgresUUID
    ) async throws -> [String: [(stage: ID<Stage>, member: ID<Member>)]] {
        let rows = try await connection.query(
            """
            SELECT w.account_id, w.stage, w.owner_id
            FROM kam.account_stage_owner AS w
            WHERE w.tenant_id = \(try tenant.uuid) AND w.snapshot_id = \(snapshot)
            """)
        return try grouped(rows) { row in
            let (id, stage, owner) = try row.decode(String.self, String.self, String.self)
            return (id, (stage: ID(stage), member: ID(owner)))
        }
    }

    /// The latest judgement of each rater, averaged over the raters.
    private func ratings(
        of snapshot: PostgresUUID
    ) async throws -> [String: [(criterion: String, rating: Rating)]] {
        let rows = try await connection.query(
            """
            SELECT
                l.account_id, l.criterion, avg(l.value), max(l.rated_on),
                array_agg(l.rater ORDER BY l.rater)
            FROM (
                SELECT DISTINCT ON (r.account_id, r.criterion, r.rater)
                    r.account_id, r.criterion, r.rater, r.rated_on, r.value
                FROM kam.account_rating AS r
                WHERE r.tenant_id = \(try tenant.uuid) AND r.snapshot_id = \(snapshot)
                ORDER BY r.account_id, r.criterion, r.rater, r.rated_on DESC
            ) AS l
            GROUP BY l.account_id, l.criterion
            """)
        return try grouped(rows) { row in
            let (id, criterion, value, day, raters) = try row.decode(
                String.self, String.self, Double.self, PostgresDate.self, [String].self)
            return (id, (criterion: criterion, rating: Rating(value: value, raters: raters, day: Day(day))))
        }
    }

    private func keyed<Key: Hashable, Value>(_ pairs: [(Key, Value)]) -> [Key: Value] {
        Dictionary(pairs) { first, _ in first }
    }
}

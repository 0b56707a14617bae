import KAMModel
import Postgres

extension SnapshotStore {
    /// The purchases of each account, in order of day.
    ///
    /// One row an account, its days and amounts as arrays: as many rows as accounts, and not as wins.
    func purchases(of snapshot: PostgresUUID, units: Double) async throws -> [String: [Purchase]] {
        let rows = try await connection.query(
            """
            SELECT
                p.account_id, array_agg(p.purchased_on ORDER BY p.purchased_on),
                array_agg(p.amount_minor ORDER BY p.purchased_on)
            FROM kam.account_purchase AS p
            WHERE p.tenant_id = \(try tenant.uuid) AND p.snapshot_id = \(snapshot)
            GROUP BY p.account_id
            """)
        var purchases: [String: [Purchase]] = [:]
        purchases.reserveCapacity(rows.count)
        for row in rows {
            let (id, days, amounts) = try row.decode(String.self, [PostgresDate].self, [Int64].self)
            purchases[id] = zip(days, amounts).map { Purchase(day: Day($0), amount: Double($1) / units) }
        }
        return purchases
    }

    /// The contract of each account that has one.
    func contracts(of snapshot: PostgresUUID, units: Double) async throws -> [String: Contract] {
        let rows = try await connection.query(
            """
            SELECT c.account_id, c.renewal_count, c.has_lapsed, c.last_minor, c.period_days
            FROM kam.account_contract AS c
            WHERE c.tenant_id = \(try tenant.uuid) AND c.snapshot_id = \(snapshot)
            """)
        var contracts: [String: Contract] = [:]
        for row in rows {
            let (id, renewals, hasLapsed, amount, days) = try row.decode(
                String.self, Int.self, Bool.self, Int64.self, Int32.self)
            contracts[id] = Contract(
                renewals: renewals, hasLapsed: hasLapsed, amount: Double(amount) / units, periodDays: Int(days))
        }
        return contracts
    }

    /// What the purchases leave out or take without an amount, in words.
    func omissions(of snapshot: PostgresUUID) async throws -> [String] {
        let row = try await connection.first(
            """
            SELECT o.refund_count, o.unpriced_count, o.undated_count
            FROM kam.purchase_omission AS o
            WHERE o.tenant_id = \(try tenant.uuid) AND o.snapshot_id = \(snapshot)
            """)
        guard let (refunds, unpriced, undated) = try row?.decode(Int.self, Int.self, Int.self) else { return [] }
        var sentences: [String] = []
        if refunds > 0 {
            sentences.append("The log of purchases leaves out \(wins(refunds)) with an amount below zero (refunds).")
        }
        if unpriced > 0 { sentences.append("The log of purchases takes \(wins(unpriced)) without an amount as 0.") }
        if undated > 0 {
            sentences.append("The log of purchases leaves out \(wins(undated)) without a day, or later than the data.")
        }
        return sentences
    }

    private func wins(_ count: Int) -> String { count == 1 ? "1 win" : "\(count) wins" }
}

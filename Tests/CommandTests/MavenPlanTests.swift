import TestSupport
import Testing

/// What the plans for the real data say, and how they are stored.
@Suite("The plans for the real data", .enabled(if: SharedData.isPresent, SharedData.absence))
struct MavenPlanTests {
    @Test("Leave, leavers and late joiners show in the capacities", arguments: MavenFiles.capacities)
    func capacities(_ member: String, _ hours: Double, _ why: String) async throws {
        let matrix = try await MavenRun.shared.value.matrix
        let load = try #require(matrix["members"]?.elements.first { $0["member"]?.text == member })
        // Hours are told to a thousandth.
        #expect(abs(try #require(load["capacity_hours"]?.number) - hours) <= 0.0005, "\(why)")
    }

    @Test("Nobody who leaves within the quarter is given a key account")
    func leavers() async throws {
        let matrix = try await MavenRun.shared.value.matrix
        let names = (matrix["cells"]?.elements ?? []).flatMap { cell in
            [cell["lead"]?.text] + (cell["supporters"]?.elements ?? []).map { $0["member"]?.text }
        }
        #expect(!names.contains("FS12"))
        #expect(!names.contains(nil))
    }

    @Test("Nobody is planned beyond the ceiling, and every key account has one KAM of its region")
    func limits() async throws {
        let run = try await MavenRun.shared.value
        for load in try #require(run.matrix["members"]?.elements) {
            #expect(try #require(load["utilisation"]?.number) <= 0.85 + 1e-9)
        }
        let keys = Set((run.portfolio["selected"]?.elements ?? []).compactMap { $0["account"]?.text })
        let kams = try #require(run.matrix["kams"]?.elements)
        #expect(Set(kams.compactMap { $0["account"]?.text }) == keys && kams.count == keys.count)
        #expect(kams.allSatisfy { $0["kam"]?.text?.hasPrefix("KAM-") == true })
    }

    @Test("The planned hours of a member are those of its cells, its support and its accounts")
    func loads() async throws {
        let matrix = try await MavenRun.shared.value.matrix
        var planned: [String: Double] = [:]
        for cell in try #require(matrix["cells"]?.elements) {
            planned[try #require(cell["lead"]?.text), default: 0] += try #require(cell["hours"]?.number)
            for supporter in cell["supporters"]?.elements ?? [] {
                planned[try #require(supporter["member"]?.text), default: 0] += try #require(supporter["hours"]?.number)
            }
        }
        for row in try #require(matrix["kams"]?.elements) {
            planned[try #require(row["kam"]?.text), default: 0] += try #require(row["hours"]?.number)
        }
        for load in try #require(matrix["members"]?.elements) {
            let member = try #require(load["member"]?.text)
            // A sum of roundings to a thousandth.
            #expect(abs(try #require(load["planned_hours"]?.number) - planned[member, default: 0]) < 0.05, "\(member)")
        }
    }

    @Test("The points of the criteria sum to the merit, and the gains of the moves to what the throughput gains")
    func sums() async throws {
        let run = try await MavenRun.shared.value
        for account in try #require(run.portfolio["selected"]?.elements) {
            let points = try #require(account["criteria"]?.elements).reduce(0) { $0 + ($1["points"]?.number ?? .nan) }
            #expect(abs(points - (try #require(account["merit"]?.number))) < 1e-9)
        }
        let gains = try #require(run.allocation["moves"]?.elements).map { $0["gain"]?["minor"]?.number ?? .nan }
        let throughput = try #require(run.allocation["throughput"])
        let gained =
            try #require(throughput["after"]?["minor"]?.number) - (try #require(throughput["before"]?["minor"]?.number))
        // Each amount is rounded to a cent.
        #expect(abs(gains.reduce(0, +) - gained) <= Double(gains.count + 2) / 2)
        #expect(gained >= 0)
    }

    @Test("plan list shows all of them, plan show what was handed over, plan diff nothing of the same")
    func stored() async throws {
        let run = try await MavenRun.shared.value
        let list = try #require(try await run.desk.json("plan", "list")["plans"]?.elements)
        #expect(list.map { $0["kind"]?.text } == ["matrix", "allocation", "allocation", "portfolio", "portfolio"])
        for (document, key) in [(run.portfolio, "portfolio"), (run.matrix, "plan"), (run.allocation, "allocation")] {
            let id = try #require(document[key]?.text)
            #expect(try await run.desk.json("plan", "show", id) == document)
            let listed = try #require(list.first { $0["id"]?.text == id })
            for key in ["status", "quarter", "objective"] { #expect(listed[key] == document[key], "\(key)") }
        }
        let ids = [run.portfolio, run.portfolioAgain].compactMap { $0["portfolio"]?.text }
        let difference = try await run.desk.json("plan", "diff", ids[0], ids[1])
        #expect(difference["changes"] == .list([]))
        #expect(difference["objective"]?["minor"]?.number == 0)
        let mixed = try await run.desk.run(["plan", "diff", ids[0], try #require(run.matrix["plan"]?.text)])
        #expect(mixed.code == 65 && mixed.errors.contains("KAM506"))
    }

    @Test("The rows of a plan agree with its stored document")
    func rows() async throws {
        let run = try await MavenRun.shared.value
        for (kind, sql) in MavenPlanTests.disagreements {
            #expect(try await run.desk.sql(sql) == ["t|0"], "\(kind)")
        }
        let keys = try await run.desk.sql("SELECT count(*) FROM kam.plan WHERE objective IS NULL OR gap > 0.01")
        #expect(keys == ["0"])
    }

    /// For each list of a document, whether there are rows at all and how many have no equal in the other place.
    private static let disagreements: [(String, String)] = [
        disagreement(
            "portfolio", "selected", "r.verdict = 'selected'", "kam.portfolio_account",
            """
            r.account_id = d.e->>'account' AND r.merit_rank = (d.e->>'rank')::int AND r.kam_hours = (d.e->>'kam_hours')::float8
            AND r.contribution_minor = (d.e->'contribution'->>'minor')::bigint AND r.merit = (d.e->>'merit')::float8
            """),
        disagreement(
            "portfolio", "rejected", "r.verdict = 'rejected'", "kam.portfolio_account",
            """
            r.account_id = d.e->>'account' AND r.merit_rank = (d.e->>'rank')::int
            AND r.merit_low = (d.e->'merit_interval'->>'low')::float8 AND r.merit_high = (d.e->'merit_interval'->>'high')::float8
            """),
        disagreement(
            "matrix", "cells", "true", "kam.matrix_cell",
            """
            r.account_id = d.e->>'account' AND r.stage = d.e->>'stage' AND r.lead_id IS NOT DISTINCT FROM d.e->>'lead'
            AND abs(r.hours - (d.e->>'hours')::float8) < 0.001
            AND (SELECT count(*) FROM kam.matrix_supporter AS s WHERE s.plan_id = r.plan_id AND s.account_id = r.account_id
                AND s.stage = r.stage) = jsonb_array_length(d.e->'supporters')
            """),
        disagreement(
            "matrix", "kams", "true", "kam.matrix_kam",
            "r.account_id = d.e->>'account' AND r.kam_id IS NOT DISTINCT FROM d.e->>'kam'"),
        disagreement(
            "matrix", "members", "true", "kam.matrix_load",
            """
            r.member_id = d.e->>'member' AND abs(r.capacity_hours - (d.e->>'capacity_hours')::float8) < 0.001
            AND abs(r.planned_hours - (d.e->>'planned_hours')::float8) < 0.001
            """),
        disagreement(
            "allocation", "prices", "true", "kam.allocation_price",
            "r.stage = d.e->>'stage' AND abs(r.per_hour * 100 - (d.e->'per_hour'->>'minor')::float8) <= 0.51"),
        disagreement(
            "allocation", "moves", "true", "kam.allocation_move",
            """
            r.member_id = d.e->>'member' AND r.from_stage IS NOT DISTINCT FROM d.e->>'from' AND r.to_stage = d.e->>'to'
            AND abs(r.hours - (d.e->>'hours')::float8) < 0.001 AND r.gain_minor = (d.e->'gain'->>'minor')::bigint
            """),
    ]

    private static func disagreement(
        _ kind: String, _ list: String, _ rows: String, _ table: String, _ equal: String
    ) -> (String, String) {
        let sql = """
            WITH d AS (
                SELECT p.plan_id, e FROM kam.plan AS p CROSS JOIN LATERAL jsonb_array_elements(p.document->'\(list)') AS e
                WHERE p.kind = '\(kind)'),
            r AS (SELECT * FROM \(table) AS r WHERE \(rows))
            SELECT (SELECT count(*) FROM r) > 0,
                (SELECT count(*) FROM d WHERE NOT EXISTS (SELECT FROM r WHERE r.plan_id = d.plan_id AND \(equal)))
                + (SELECT count(*) FROM r WHERE NOT EXISTS (SELECT FROM d WHERE r.plan_id = d.plan_id AND \(equal)))
            """
        return ("\(kind) \(list)", sql)
    }
}

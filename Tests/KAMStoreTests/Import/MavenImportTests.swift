import Foundation
import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("The Maven files", .enabled(if: SharedData.isPresent, SharedData.absence))
struct MavenImportTests {
    private func load(members: Bool = true) async throws -> (ImportFixture, ImportReport) {
        let fixture = try await ImportFixture()
        let report = try await fixture.run(
            .named("maven"), members: members ? SharedData.path("crm/maven-members.csv") : nil,
            asOf: members ? Day("2017-12-31") : nil, rejects: fixture.folder.file("rejects.csv"),
            from: SharedData.path("crm/maven"))
        return (fixture, report)
    }

    @Test("all rows arrive, and what is odd about them is said with file and line")
    func counts() async throws {
        let (_, report) = try await load()
        #expect(report.isNew)
        #expect(report.asOf == Day("2017-12-31"))
        #expect(
            report.counts
                == ["account": 85, "opportunity": 8800, "member": 62, "stage_event": 8300, "account_rating": 0])
        #expect(report.rejected == 0)
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM129 accounts.csv:2", "warning KAM129 accounts.csv:5", "warning KAM129 sales_pipeline.csv:3",
                "warning KAM132 sales_pipeline.csv:11", "note KAM105 -:-", "note KAM113 accounts.csv:1",
                "note KAM113 sales_teams.csv:1", "note KAM113 products.csv:1", "note KAM156 sales_pipeline.csv:8302",
                "note KAM166 sales_teams.csv:12",
            ])
        let product = report.diagnostics.first { $0.message.contains("GTXPro") }
        #expect(product?.message == "'GTXPro' in 'product' is read as 'GTX Pro' (1,480 rows)")
        let blank = report.diagnostics.first { $0.code == "KAM132" }
        #expect(blank?.message.hasPrefix("1,425 opportunities without an account") == true)
    }

    @Test("an earlier day takes the export back to it: later deals are left out, later closings stand open")
    func rewound() async throws {
        let fixture = try await ImportFixture()
        let report = try await fixture.run(
            .named("maven"), members: SharedData.path("crm/maven-members.csv"), asOf: Day("2017-09-30"),
            rejects: fixture.folder.file("rejects.csv"), from: SharedData.path("crm/maven"))
        #expect(report.counts["opportunity"] == 7635)
        let later = report.diagnostics.filter { $0.code == "KAM159" }.map(\.message)
        #expect(
            later == [
                "1,165 opportunities opened after the snapshot's day: left out",
                "935 opportunities closed after the snapshot's day: taken as open",
            ])
        #expect(
            try await fixture.rows(
                """
                SELECT state, count(*)::text, (sum(amount_minor) FILTER (WHERE state = 'won'))::text
                FROM kam.opportunity GROUP BY state ORDER BY state
                """) == ["lost|1684|-", "open|2909|-", "won|3042|720303800"])
        #expect(
            try await fixture.rows(
                """
                SELECT count(*) FILTER (WHERE amount_minor > 0)::text, count(expected_on)::text, max(opened_on)::text
                FROM kam.opportunity WHERE state = 'open'
                """) == ["2909|0|2017-09-30"])
        #expect(try await fixture.rows("SELECT max(left_on)::text FROM kam.stage_event") == ["2017-09-30"])
    }

    @Test("the known figures hold in SQL")
    func aggregates() async throws {
        let (fixture, _) = try await load()
        #expect(
            try await fixture.rows(
                """
                SELECT state, stage, count(*)::text, sum(amount_minor)::text
                FROM kam.opportunity GROUP BY state, stage ORDER BY state, stage
                """) == [
                    "lost|closing|2473|0", "open|closing|1589|389222900", "open|prospecting|500|107398600",
                    "won|closing|4238|1000553400",
                ])
        #expect(
            try await fixture.rows(
                """
                SELECT min(opened_on)::text, max(opened_on)::text, min(closed_on)::text, max(closed_on)::text
                FROM kam.opportunity
                """) == ["2016-10-20|2017-12-27|2017-03-01|2017-12-31"])
        #expect(
            try await fixture.rows(
                """
                SELECT departure, percentile_disc(0.5) WITHIN GROUP (ORDER BY left_on - entered_on)::text
                FROM kam.stage_event WHERE departure IS NOT NULL GROUP BY departure ORDER BY departure
                """) == ["lost|14", "won|57"])
    }

    @Test("sub-accounts, regions, leave, leavers and late joiners are there")
    func people() async throws {
        let (fixture, _) = try await load()
        #expect(
            try await fixture.rows(
                "SELECT count(*)::text, count(DISTINCT parent_id)::text FROM kam.account WHERE parent_id IS NOT NULL")
                == ["15|7"])
        #expect(
            try await fixture.rows("SELECT region, count(*)::text FROM kam.account GROUP BY region ORDER BY region")
                == ["Central|29", "East|28", "West|28"])
        #expect(
            try await fixture.rows("SELECT away::text FROM kam.member_leave WHERE member_id = 'KAM-West-2'")
                == ["[2018-01-15,2018-02-10)"])
        #expect(
            try await fixture.rows(
                "SELECT employed::text FROM kam.member WHERE member_id IN ('FS01', 'FS12') ORDER BY member_id")
                == ["[2017-10-15,)", "[2016-01-01,2018-02-17)"])
        #expect(
            try await fixture.rows(
                "SELECT annual_revenue_minor::text, segment FROM kam.account WHERE name = 'Acme Corporation'")
                == ["110004000000|technology"])
    }

    @Test("each deal without an account is found in the rejects file")
    func rejectsFile() async throws {
        let (fixture, _) = try await load()
        let text = try String(contentsOfFile: fixture.folder.file("rejects.csv"), encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline)
        #expect(lines.count == 1426)
        #expect(lines[0] == "file,line,column,value,code,outcome,reason")
        #expect(lines[1].hasPrefix("sales_pipeline.csv,11,account,,KAM132,kept,"))
    }

    @Test("without a file of members the agents are the members, and the report says so")
    func withoutMembers() async throws {
        let (_, report) = try await load(members: false)
        #expect(report.counts["member"] == 35)
        #expect(report.asOf == Day("2017-12-31"))
        #expect(report.diagnostics.contains { $0.code == "KAM165" && $0.severity == .warning })
        #expect(report.diagnostics.contains { $0.code == "KAM180" })
        #expect(report.assumptions.contains { $0.hasPrefix("Members are the people in the CRM") })
    }
}

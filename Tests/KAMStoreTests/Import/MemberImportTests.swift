import Foundation
import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("Files of members")
struct MemberImportTests {
    private static let header =
        "member_id,name,team,role,region,skills,languages,weekly_hours,start_date,end_date,leave,hourly_cost,team_from,"
        + "team_to\n"

    private func load(_ members: String, deals: String = Plain.opportunities) async throws -> (
        ImportFixture, ImportReport
    ) {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", Plain.accounts)
        try fixture.write("opportunities.csv", deals)
        try fixture.write("people.csv", Self.header + members)
        return (fixture, try await fixture.run(members: fixture.folder.file("people.csv")))
    }

    @Test("a member of two teams in turn has dated memberships")
    func datedTeams() async throws {
        let (fixture, report) = try await load(
            """
            M1,Ann,inside_sales,rep,East,a;b,en;ja,40,2020-01-01,,,50,2020-01-01,2022-03-31
            M1,Ann,field_sales,rep,West,b;c,en,40,2020-01-01,2025-12-31,,50,2022-04-01,
            M2,Ben,inside_sales,rep,,,,32,2020-01-01,,,,,
            M2,Ben,field_sales,rep,,,,32,2021-01-01,,,,,

            """)
        #expect(report.diagnostics.map(\.brief) == [])
        #expect(report.counts["member"] == 2)
        #expect(
            try await fixture.rows(
                "SELECT member_id::text, valid::text, team, region FROM kam.member_team ORDER BY member_id, valid") == [
                    "M1|[2020-01-01,2022-04-01)|inside_sales|East", "M1|[2022-04-01,2026-01-01)|field_sales|West",
                    "M2|[2020-01-01,2021-01-01)|inside_sales|-", "M2|[2021-01-01,)|field_sales|-",
                ])
        #expect(
            try await fixture.rows("SELECT employed::text, hourly_cost_minor::text FROM kam.member ORDER BY member_id")
                == ["[2020-01-01,2026-01-01)|5000", "[2020-01-01,)|-"])
        #expect(try await fixture.rows("SELECT skill FROM kam.member_skill ORDER BY skill") == ["a", "b", "c"])
    }

    @Test("leave that overlaps is joined, rows twice are dropped, impossible rows are rejected")
    func traps() async throws {
        let (fixture, report) = try await load(
            """
            M1,Ann,field_sales,,,,,40,2020-01-01,,2024-01-01/2024-01-10;2024-01-05/2024-01-20;2024-03-01/2024-03-01,,,
            M1,Ann,field_sales,,,,,40,2020-01-01,,2024-01-01/2024-01-10;2024-01-05/2024-01-20;2024-03-01/2024-03-01,,,
            M2,Ben,field_sales,,,,,90,2020-01-01,,,,,
            M3,Cleo,field_sales,,,,,-1,2020-01-01,,,,,
            M4,Dan,field_sales,,,,,40,2020-01-01,2019-01-01,,,,
            M5,Eve,field_sales,,,,,40,2020-01-01,,in May,,,
            M6,Fay,,,,,,40,2020-01-01,,,,,
            M7,Gus,field_sales,,,,,40,2020-01-01,,,,2020-01-01,2022-01-01
            M7,Gus,inside_sales,,,,,40,2020-01-01,,,,2021-06-01,
            M8,Hal,field_sales,,,,,,,,,,,

            """)
        let warnings = report.diagnostics.filter { $0.file == "people.csv" }
        #expect(
            warnings.map(\.brief) == [
                "warning KAM124 people.csv:8", "warning KAM160 people.csv:3", "warning KAM162 people.csv:7",
                "warning KAM163 people.csv:4", "warning KAM164 people.csv:10", "warning KAM168 people.csv:6",
                "note KAM161 people.csv:2", "note KAM167 people.csv:11",
            ])
        #expect(report.rejected == 6)
        #expect(report.counts["member"] == 3)
        #expect(
            try await fixture.rows("SELECT away::text FROM kam.member_leave ORDER BY away")
                == ["[2024-01-01,2024-01-21)", "[2024-03-01,2024-03-02)"])
        #expect(
            try await fixture.rows("SELECT weekly_hours::text, employed::text FROM kam.member WHERE member_id = 'M8'")
                == ["40|[2024-01-01,)"])
    }

    @Test("owners are found by id, by name, and by the profile's aliases; a name of two members means nobody")
    func owners() async throws {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", Plain.accounts)
        try fixture.write(
            "opportunities.csv",
            Plain.opportunityHeader + """
                O1,A1,,,,closing,,,,2024-01-01,,,M1
                O2,A1,,,,closing,,,,2024-01-01,,,ＡＮＮ  Lee
                O3,A1,,,,closing,,,,2024-01-01,,,A. Lee
                O4,A1,,,,closing,,,,2024-01-01,,,Bob
                O5,A1,,,,closing,,,,2024-01-01,,,"Lee, Ann"

                """)
        try fixture.write(
            "members.csv",
            Self.header + """
                M1,Ann Lee,field_sales,,,,,40,2020-01-01,,,,,
                M2,Bob,field_sales,,,,,40,2020-01-01,,,,,
                M3,Bob,field_sales,,,,,40,2020-01-01,,,,,

                """)
        let kam = try String(contentsOfFile: "\(Checkout.resources.profiles)/kam.yaml", encoding: .utf8)
        try fixture.write("own.yaml", kam + "owners:\n  A. Lee: M1\n  Lee, Ann: Ann Lee\n")
        let report = try await fixture.run(.file(fixture.folder.file("own.yaml")))
        #expect(
            try await fixture.rows("SELECT opportunity_id::text, owner_id::text FROM kam.opportunity ORDER BY 1")
                == ["O1|M1", "O2|M1", "O3|M1", "O4|-", "O5|M1"])
        #expect(report.diagnostics.contains { $0.code == "KAM135" && $0.message.contains("'Bob'") })
    }

    @Test("without members and users, the owners of deals are the members")
    func derived() async throws {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", Plain.accounts)
        try fixture.write("opportunities.csv", Plain.opportunities)
        let report = try await fixture.run()
        #expect(report.counts["member"] == 2)
        #expect(report.diagnostics.map(\.brief) == ["warning KAM165 -:-"])
        #expect(
            try await fixture.rows("SELECT member_id::text, employed::text FROM kam.member ORDER BY 1")
                == ["M1|[2024-01-01,)", "M2|[2024-01-01,)"])
    }
}

import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("Histories of stages")
struct HistoryImportTests {
    private func visits(_ history: String, deals: String) async throws -> (ImportReport, [String]) {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", Plain.accounts)
        try fixture.write("opportunities.csv", Plain.opportunityHeader + deals)
        try fixture.write("members.csv", Plain.members)
        try fixture.write("stage_history.csv", "opportunity_id,stage,entered_date,owner\n" + history)
        let report = try await fixture.run()
        let rows = try await fixture.rows(
            """
            SELECT opportunity_id::text, ordinal::text, stage, entered_on::text, left_on::text, departure,
                owner_id::text
            FROM kam.stage_event ORDER BY opportunity_id, ordinal
            """)
        return (report, rows)
    }

    @Test("saves of one stage are one visit, and each visit ends where the next begins")
    func collapse() async throws {
        let (report, rows) = try await visits(
            """
            O1,closing,2024-01-20,M1
            O1,lead_nurturing,2024-01-01,M2
            O1,lead_nurturing,2024-01-03,M2
            O1,prospecting,2024-01-10 09:00,M1
            O1,prospecting,2024-01-10 17:00,M1
            O1,won,2024-02-01,M1

            """, deals: "O1,A1,One,P,new,won,1,USD,100,2024-01-01,2024-02-01,web,M1\n")
        #expect(report.diagnostics.map(\.brief) == [])
        #expect(
            rows == [
                "O1|1|lead_nurturing|2024-01-01|2024-01-10|advanced|M2",
                "O1|2|prospecting|2024-01-10|2024-01-20|advanced|M1", "O1|3|closing|2024-01-20|2024-02-01|won|M1",
            ])
    }

    @Test("skips and returns are kept and counted, and a deal closes where its history ends")
    func skipsAndReturns() async throws {
        let (report, rows) = try await visits(
            """
            O1,lead_nurturing,2024-01-01,M1
            O1,closing,2024-01-05,M1
            O1,prospecting,2024-01-09,M1
            O2,prospecting,2024-01-05,

            """,
            deals: """
                O1,A1,One,P,new,lost,1,USD,0,2024-01-01,2024-02-01,web,M1
                O2,A2,Two,P,new,prospecting,1,USD,40,2024-01-05,,web,M2
                O3,A2,Three,P,new,closing,1,USD,40,2024-01-07,,web,M2

                """)
        #expect(
            report.diagnostics.map(\.brief) == ["note KAM153 stage_history.csv:-", "note KAM154 stage_history.csv:-"])
        #expect(
            rows == [
                "O1|1|lead_nurturing|2024-01-01|2024-01-05|advanced|M1",
                "O1|2|closing|2024-01-05|2024-01-09|returned|M1",
                "O1|3|prospecting|2024-01-09|2024-02-01|lost|M1", "O2|1|prospecting|2024-01-05|-|-|M2",
                "O3|1|closing|2024-01-07|-|-|M2",
            ])
        #expect(report.assumptions.contains { $0.hasPrefix("1 opportunity without history") })
    }

    @Test("history of no deal, or of an unknown stage, is rejected; one that disagrees is said")
    func faults() async throws {
        let (report, rows) = try await visits(
            """
            O9,closing,2024-01-20,M1
            O1,Pondering,2024-01-20,M1
            O1,closing,soon,M1
            O1,prospecting,2024-01-02,M1

            """, deals: "O1,A1,One,P,new,closing,1,USD,100,2024-01-01,,web,M1\n")
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM121 stage_history.csv:4", "warning KAM140 stage_history.csv:2",
                "warning KAM150 stage_history.csv:3", "note KAM158 stage_history.csv:-",
            ])
        #expect(report.rejected == 3)
        #expect(rows == ["O1|1|prospecting|2024-01-02|-|-|M1"])
    }

    @Test("what happened after the snapshot's day is not known on it")
    func later() async throws {
        let (report, rows) = try await visits(
            """
            O1,prospecting,2024-03-01,M1
            O1,closing,2024-04-02,M1
            O1,won,2024-04-20,M1
            O2,prospecting,2024-04-05,M2

            """,
            deals: """
                O1,A1,One,P,new,won,1,USD,100,2024-02-01,2024-04-20,web,M1
                O2,A2,Two,P,new,prospecting,1,USD,40,2024-04-05,,web,M2
                O3,A2,Three,P,new,won,1,USD,100,2024-02-07,2024-04-07,web,M2

                """)
        #expect(
            report.diagnostics.map(\.brief) == [
                "note KAM159 opportunities.csv:3", "note KAM159 stage_history.csv:3",
                "note KAM159 opportunities.csv:2",
            ])
        #expect(
            rows == ["O1|1|prospecting|2024-03-01|-|-|M1", "O3|1|closing|2024-02-07|-|-|M2"])
        #expect(report.counts["opportunity"] == 2)
    }

    @Test("a deal that is opened again goes on where it was")
    func reopened() async throws {
        let (report, rows) = try await visits(
            """
            O1,closing,2024-01-02,M1
            O1,lost,2024-01-05,M1
            O1,closing,2024-02-01,M1
            O1,won,2024-02-09,M1

            """, deals: "O1,A1,One,P,new,won,1,USD,100,2024-01-01,2024-02-09,web,M1\n")
        #expect(report.diagnostics.map(\.brief) == [])
        #expect(
            rows == [
                "O1|1|closing|2024-01-02|2024-01-05|lost|M1", "O1|3|closing|2024-02-01|2024-02-09|won|M1",
            ])
    }
}

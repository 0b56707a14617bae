import Foundation
import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("Traps of cells, keys and the log")
struct RowTrapTests {
    private func fixture(
        accounts: String = Plain.accounts, deals: String = Plain.opportunities, members: String = Plain.members
    ) async throws -> ImportFixture {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", accounts)
        try fixture.write("opportunities.csv", deals)
        try fixture.write("members.csv", members)
        return fixture
    }

    @Test("a cell that cannot be read rejects its row, with column, value and reason")
    func badCells() async throws {
        let long = String(repeating: "x", count: 256)
        let fixture = try await fixture(
            deals: Plain.opportunities + """
                O3,A1,Amount,P,new,lost,12x,USD,10,2024-01-01,2024-01-02,web,M1
                O4,A1,Date,P,new,lost,1,USD,10,31/12/2023,2024-01-02,web,M1
                O5,A1,Share,P,new,lost,1,USD,130,2024-01-01,2024-01-02,web,M1
                O6,A1,Currency,P,new,lost,1,Dollar,10,2024-01-01,2024-01-02,web,M1
                ,A1,No id,P,new,lost,1,USD,10,2024-01-01,2024-01-02,web,M1
                \(long),A1,Long,P,new,lost,1,USD,10,2024-01-01,2024-01-02,web,M1
                O7,A1,No stage,P,new,,1,USD,10,2024-01-01,2024-01-02,web,M1
                O8,A1,Serial,P,new,lost,1,USD,10,45292,2024-01-02,web,M1
                O9,A1,Blank words,P,new,lost,N/A,USD,-,2024-01-01,2024-01-02,web,M1

                """)
        let report = try await fixture.run(rejects: fixture.folder.file("rejects.csv"))
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM120 opportunities.csv:4", "warning KAM121 opportunities.csv:5",
                "warning KAM122 opportunities.csv:6", "warning KAM124 opportunities.csv:8",
                "warning KAM125 opportunities.csv:9", "warning KAM127 opportunities.csv:7",
                "note KAM152 opportunities.csv:12",
            ])
        #expect(report.rejected == 8)
        #expect(report.counts["opportunity"] == 3)
        let text = try String(contentsOfFile: fixture.folder.file("rejects.csv"), encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        #expect(lines.count == 9)
        #expect(lines[1] == "opportunities.csv,4,amount,12x,KAM120,rejected,no amount")
        #expect(lines.contains { $0.contains("45292") && $0.contains("Excel") })
    }

    @Test("an account keeps its place when a cell of little weight cannot be read")
    func cellLeftEmpty() async throws {
        let fixture = try await fixture(
            accounts: Plain.accounts.replacingOccurrences(of: "1000000", with: "much").replacingOccurrences(
                of: ",70,", with: ",about 70,"))
        let report = try await fixture.run()
        #expect(report.diagnostics.map(\.brief) == ["warning KAM128 accounts.csv:2"])
        #expect(report.rejected == 0)
        #expect(
            try await fixture.rows(
                "SELECT annual_revenue_minor::text, employees::text FROM kam.account ORDER BY account_id")
                == ["-|50", "200000000|-"])
    }

    @Test("an id that came before is rejected, the same company under two ids is kept and said")
    func duplicates() async throws {
        let fixture = try await fixture(
            accounts: Plain.accounts + """
                A1,Gamma,,,,,,,,,,
                A3,"ALPHA, Inc.",,,,,,,,,,

                """,
            deals: Plain.opportunities + "O1,A2,Again,P,new,lost,1,USD,0,2024-01-01,2024-01-02,web,M1\n")
        let report = try await fixture.run()
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM130 accounts.csv:4", "warning KAM130 opportunities.csv:4", "warning KAM131 accounts.csv:5",
            ])
        #expect(report.rejected == 2)
        #expect(report.counts["account"] == 3)
        #expect(try await fixture.rows("SELECT name FROM kam.opportunity WHERE opportunity_id = 'O1'") == ["One"])
    }

    @Test("references to nothing are kept without, and said")
    func orphans() async throws {
        let fixture = try await fixture(
            accounts: Plain.accounts + "A3,Gamma,A9,,,,Gone,,,,,\n",
            deals: Plain.opportunities + """
                O3,A8,Orphan,P,new,lost,1,USD,0,2024-01-01,2024-01-02,web,M9
                O4,,Blank,P,new,lost,1,USD,0,2024-01-01,2024-01-02,web,
                O5,A1;A2,Two,P,new,lost,1,USD,0,2024-01-01,2024-01-02,web,M9

                """)
        let report = try await fixture.run()
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM132 opportunities.csv:5", "warning KAM133 opportunities.csv:4",
                "warning KAM135 accounts.csv:4", "warning KAM135 opportunities.csv:4", "warning KAM136 accounts.csv:4",
                "note KAM134 opportunities.csv:5", "note KAM138 opportunities.csv:6",
            ])
        #expect(report.rejected == 0)
        #expect(
            report.diagnostics.first { $0.file == "opportunities.csv" && $0.code == "KAM135" }?.message.contains(
                "'M9' (2)") == true)
        #expect(
            try await fixture.rows(
                "SELECT opportunity_id::text, account_id::text, owner_id::text FROM kam.opportunity ORDER BY 1 OFFSET 2"
            )
                == ["O3|-|-", "O4|-|-", "O5|A1|-"])
    }

    @Test("parents that run in a circle lose one link, whatever hangs on them")
    func parentCycle() async throws {
        let fixture = try await fixture(
            accounts: """
                account_id,name,parent_id
                A1,Alpha,A2
                A2,Beta,A4
                A4,Delta,A1
                A5,Epsilon,A1
                A6,Zeta,A6

                """)
        let report = try await fixture.run()
        #expect(report.diagnostics.filter { $0.severity == .warning }.map(\.brief) == ["warning KAM137 accounts.csv:2"])
        #expect(
            try await fixture.rows("SELECT account_id::text, parent_id::text FROM kam.account ORDER BY account_id")
                == ["A1|-", "A2|A4", "A4|A1", "A5|A1", "A6|-"])
    }

    @Test("a deal that closes before it opens, or stands at an unknown stage, is rejected")
    func impossibleDeals() async throws {
        let fixture = try await fixture(
            deals: Plain.opportunities + """
                O3,A1,Backwards,P,new,won,1,USD,0,2024-02-01,2024-01-02,web,M1
                O4,A1,Unknown,P,new,Pondering,1,USD,0,2024-01-01,2024-01-02,web,M1
                O5,A1,Unknown,P,new,Pondering,1,USD,0,2024-01-01,2024-01-02,web,M1
                O6,A1,Unknown,P,new,Dreaming,1,USD,0,2024-01-01,2024-01-02,web,M1
                O7,A1,No closing date,P,new,lost,1,USD,0,2024-01-01,,web,M1
                O8,A1,Future,P,new,won,1,USD,0,2024-01-01,2024-06-01,web,M1

                """)
        let report = try await fixture.run()
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM150 opportunities.csv:5", "warning KAM151 opportunities.csv:4",
                "note KAM157 opportunities.csv:8", "note KAM159 opportunities.csv:9",
            ])
        #expect(report.diagnostics[0].message.hasSuffix("'Pondering' (2), 'Dreaming'"))
        #expect(report.counts["opportunity"] == 4)
    }

    @Test("amounts in other currencies need a rate, and are kept as they were too")
    func currencies() async throws {
        let deals =
            Plain.opportunities + """
                O3,A1,Yen,P,new,lost,"￥1,500,000",JPY,0,2024-01-01,2024-01-02,web,M1
                O4,A1,Euro,P,new,lost,100.00,EUR,0,2024-01-01,2024-01-02,web,M1
                O5,A1,Signed,P,new,lost,€ 10,,0,2024-01-01,2024-01-02,web,M1
                O6,A1,Pound,P,new,lost,1,GBP,0,2024-01-01,2024-01-02,web,M1

                """
        let fixture = try await fixture(deals: deals)
        try fixture.write(
            "rates.csv",
            "currency,rate,as_of\nJPY,0.0067,2024-03-01\nJPY,0.009,2020-01-01\nEUR,1.10,2024-03-01\nEUR,2,2025-01-01\n")
        let report = try await fixture.run()
        #expect(report.diagnostics.map(\.brief) == ["warning KAM155 opportunities.csv:7"])
        #expect(
            try await fixture.rows(
                """
                SELECT opportunity_id::text, amount_minor::text, source_amount_minor::text, source_currency::text
                FROM kam.opportunity ORDER BY 1 OFFSET 2
                """) == ["O3|1005000|1500000|JPY", "O4|11000|10000|EUR", "O5|1100|1000|EUR"])
    }

    @Test("cells that a spreadsheet would run stay text")
    func formulas() async throws {
        let fixture = try await fixture(
            accounts: Plain.accounts.replacingOccurrences(of: "Alpha", with: "=HYPERLINK(A1)"),
            deals: Plain.opportunities.replacingOccurrences(of: "O1,A1,One", with: "O1,A1,@One")
                .replacingOccurrences(of: "O2,A2,Two", with: "O2,A2,+Two\\t\\N"))
        let report = try await fixture.run()
        #expect(report.diagnostics.map(\.brief) == [])
        #expect(
            try await fixture.rows("SELECT name FROM kam.account WHERE account_id = 'A1'") == ["=HYPERLINK(A1)"])
        #expect(
            try await fixture.rows("SELECT name FROM kam.opportunity ORDER BY opportunity_id") == [
                "@One", "+Two\\t\\N",
            ])
    }

    @Test("marks that a file does not settle, whole numbers and unknown products are said")
    func rest() async throws {
        let fixture = try await fixture(
            accounts: Plain.accounts.replacingOccurrences(of: "USD,50,", with: "USD,5.5,"),
            deals: Plain.opportunities.replacingOccurrences(of: "100.50", with: "\"1,234\"")
                .replacingOccurrences(of: "Two,P,", with: "Two,Q,"))
        try fixture.write("products.csv", "product,list_price\nP,10\n")
        let profile =
            try String(contentsOfFile: "\(Checkout.resources.profiles)/kam.yaml", encoding: .utf8)
            .replacingOccurrences(of: "decimal_mark: point", with: "decimal_mark: guess")
            .replacingOccurrences(
                of: "employees: {from: [employees], unreadable: empty}", with: "employees: [employees]")
            + "  product:\n    names: [products.csv]\n    columns: {product: [product], list_price: [list_price]}\n"
        try fixture.write("own.yaml", profile)
        let report = try await fixture.run(.file(fixture.folder.file("own.yaml")))
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM116 opportunities.csv:2", "warning KAM123 accounts.csv:2",
                "warning KAM133 opportunities.csv:2",
                "warning KAM136 accounts.csv:3", "warning KAM142 opportunities.csv:3", "note KAM105 -:-",
            ])
        #expect(
            try await fixture.rows("SELECT amount_minor::text FROM kam.opportunity ORDER BY opportunity_id")
                == ["123400", "20000"])
    }
}

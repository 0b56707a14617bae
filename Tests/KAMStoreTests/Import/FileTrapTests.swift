import Foundation
import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("Traps of files and columns")
struct FileTrapTests {
    private func plain() async throws -> ImportFixture {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", Plain.accounts)
        try fixture.write("opportunities.csv", Plain.opportunities)
        try fixture.write("members.csv", Plain.members)
        return fixture
    }

    private static let standing = ["O1|A1|M1|won|10050|2024-01-01|2024-02-01", "O2|A2|M2|open|20000|2024-01-05|-"]

    private func deals(_ fixture: ImportFixture) async throws -> [String] {
        try await fixture.rows(
            """
            SELECT opportunity_id::text, account_id::text, owner_id::text, state, amount_minor::text, opened_on::text,
                closed_on::text
            FROM kam.opportunity ORDER BY opportunity_id
            """)
    }

    @Test("plain files import without a word")
    func nothingToSay() async throws {
        let fixture = try await plain()
        let report = try await fixture.run()
        #expect(report.diagnostics.map(\.brief) == [])
        #expect(report.counts == ["account": 2, "opportunity": 2, "member": 2, "stage_event": 2, "account_rating": 0])
        #expect(try await deals(fixture) == Self.standing)
    }

    @Test(
        "a file says the same in every encoding",
        arguments: [
            ("utf-8 with a mark", String.Encoding.utf8, [0xEF, 0xBB, 0xBF] as [UInt8], []),
            ("utf-16 with a mark", .utf16LittleEndian, [0xFF, 0xFE], []),
            ("utf-16, high byte first", .utf16BigEndian, [0xFE, 0xFF], []),
            ("Shift_JIS", .shiftJIS, [], ["note KAM106 accounts.csv:-"]),
        ])
    func encodings(name: String, encoding: String.Encoding, mark: [UInt8], notes: [String]) async throws {
        let fixture = try await plain()
        let text = Plain.accounts.replacingOccurrences(of: "Alpha", with: "株式会社山田製作所")
        try fixture.write("accounts.csv", text, encoding: encoding, mark: mark)
        let report = try await fixture.run()
        #expect(report.diagnostics.map(\.brief) == notes)
        #expect(try await fixture.rows("SELECT name FROM kam.account WHERE account_id = 'A1'") == ["株式会社山田製作所"])
    }

    @Test("a file says the same with semicolons, tabs and bars", arguments: [";", "\t", "|"])
    func delimiters(delimiter: String) async throws {
        let fixture = try await plain()
        try fixture.write("opportunities.csv", Plain.opportunities.replacingOccurrences(of: ",", with: delimiter))
        let report = try await fixture.run()
        #expect(report.diagnostics.map(\.brief) == [])
        #expect(try await deals(fixture) == Self.standing)
    }

    @Test("lines above the header and totals below are left out with a note")
    func titlesAndTotals() async throws {
        let fixture = try await plain()
        try fixture.write(
            "opportunities.csv",
            "Pipeline of the quarter\n\nAs of 31 March\n" + Plain.opportunities
                + "Total,,,,,,300.50,,,,,,\n\n\"Grand Total (2 records)\",,,,,,300.50,,,,,,\nConfidential\n")
        let report = try await fixture.run()
        #expect(
            report.diagnostics.map(\.brief) == ["note KAM107 opportunities.csv:1", "note KAM108 opportunities.csv:7"])
        #expect(report.diagnostics.last?.message.hasPrefix("3 rows at the foot") == true)
        #expect(try await deals(fixture) == Self.standing)
    }

    @Test("a row of another width is rejected, cells too many but empty are not")
    func raggedRows() async throws {
        let fixture = try await plain()
        try fixture.write(
            "opportunities.csv",
            Plain.opportunities.replacingOccurrences(of: "web,M1\n", with: "web,M1,,\n")
                + "O3,A1,Three,P,new,lost,1,USD\nO4,A1,Four,P,new,lost,1,USD,0,2024-01-01,2024-02-02,web,M1,extra\n")
        let report = try await fixture.run()
        #expect(report.diagnostics.map(\.brief) == ["warning KAM114 opportunities.csv:4"])
        #expect(report.rejected == 2)
        #expect(try await deals(fixture) == Self.standing)
    }

    @Test("a quote that is never closed refuses the import as a whole")
    func openQuote() async throws {
        let fixture = try await plain()
        try fixture.write("opportunities.csv", Plain.opportunities + "O3,A1,\"Three,P,new,lost,1\nO4,x\n")
        #expect(try await fixture.refusal().map(\.brief) == ["error KAM103 opportunities.csv:4"])
        #expect(try await fixture.rows("SELECT count(*)::text FROM kam.snapshot") == ["0"])
    }

    @Test("everything that is wrong with files is said at once")
    func refusals() async throws {
        let fixture = try await plain()
        try fixture.write("accounts.csv", "")
        try fixture.write("members.csv", "member_id,nmae,team\nM1,Ann,field_sales\n")
        try FileManager.default.removeItem(atPath: fixture.folder.file("opportunities.csv"))
        let diagnostics = try await fixture.refusal()
        #expect(
            diagnostics.map(\.brief) == [
                "error KAM104 accounts.csv:-", "error KAM101 \(fixture.folder.path):-", "error KAM111 members.csv:1",
                "note KAM113 members.csv:1",
            ])
        let missing = try #require(diagnostics.first { $0.code == "KAM111" })
        #expect(missing.message == "no column for name: found member_id, nmae, team")
        #expect(missing.hint?.contains("'nmae'") == true)
    }

    @Test("a file without any known column has no header")
    func noHeader() async throws {
        let fixture = try await plain()
        try fixture.write("accounts.csv", "1,2,3\n4,5,6\n")
        #expect(try await fixture.refusal().map(\.brief) == ["error KAM110 accounts.csv:-"])
    }

    @Test("bytes that mean nothing refuse the file with the line")
    func damagedBytes() async throws {
        let fixture = try await plain()
        let data =
            Data(Plain.accounts.utf8) + Data([0x41, 0x33, 0x2C, 0xE3, 0x81, 0xFF, 0x0A])
            + Data("A4,日本語,,,,,,,,,,\nA5,日本,,,,,,,,,,\n".utf8)
        try data.write(to: URL(fileURLWithPath: fixture.folder.file("accounts.csv")))
        #expect(try await fixture.refusal().map(\.brief) == ["error KAM102 accounts.csv:4"])
    }

    @Test("a header without rows is said, other files are named, a column twice is read once")
    func oddities() async throws {
        let fixture = try await plain()
        try fixture.write("ratings.csv", "account_id,criterion,value,rater,rated_on\n")
        try fixture.write("notes.txt", "hello\n")
        try fixture.write(
            "members.csv",
            Plain.members.replacingOccurrences(of: "hourly_cost", with: "hourly_cost,Name,shoe size")
                .replacingOccurrences(of: ",50\n", with: ",50,X,42\n").replacingOccurrences(
                    of: ",40\n", with: ",40,Y,43\n"))
        let report = try await fixture.run()
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM104 ratings.csv:1", "warning KAM112 members.csv:1", "note KAM105 -:-",
                "note KAM113 members.csv:1",
            ])
        #expect(report.diagnostics.last?.message == "1 column is not read: shoe size")
        #expect(try await fixture.rows("SELECT name FROM kam.member ORDER BY member_id") == ["Ann", "Ben"])
    }
}

import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("Languages, levels and rivals of accounts and members")
struct FitImportTests {
    private static let accountHeader = "account_id,name,language,seniority,rivals\n"
    private static let memberHeader = "member_id,name,team,languages,seniority\n"

    private func load(accounts: String, members: String = "M1,Ann,field_sales,ja,2\n") async throws -> (
        ImportFixture, ImportReport
    ) {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", Self.accountHeader + accounts)
        try fixture.write(
            "opportunities.csv",
            "opportunity_id,account_id,stage,amount,created_date,close_date,owner\n"
                + "O1,A1,won,100,2024-01-01,2024-02-01,M1\n")
        try fixture.write("members.csv", Self.memberHeader + members)
        return (fixture, try await fixture.run())
    }

    @Test("Codes, words and codes with a region name one language; the snapshot has them with levels and rivals")
    func read() async throws {
        let (fixture, report) = try await load(
            accounts: """
                A1,Alpha,ja-JP,3,makers
                A2,Beta,英語,,makers
                A3,Gamma,GERMAN,0,
                A4,Delta,,,

                """,
            members: "M1,Ann,field_sales,日本語;English; de_CH,4\nM2,Ben,inside_sales,,\n")
        #expect(report.rejected == 0)
        let snapshot = try await SnapshotStore(fixture.connection, tenant: TestDatabase.tenant).load(report.snapshot)
        #expect(snapshot.accounts.map(\.language) == ["ja", "en", "de", nil])
        #expect(snapshot.accounts.map(\.seniority) == [3, nil, 0, nil])
        #expect(snapshot.accounts.map(\.rivals) == ["makers", "makers", nil, nil])
        #expect(snapshot.members.map(\.languages) == [["ja", "en", "de"], []])
        #expect(snapshot.members.map(\.seniority) == [4, nil])
    }

    @Test("What is no language and no level from 0 to 99 is rejected with its cell, and a rival of nobody is said")
    func refused() async throws {
        let (fixture, report) = try await load(
            accounts: """
                A1,Alpha,ja,1,makers
                A2,Beta,Klingon tongue,1,
                A3,Gamma,en,100,
                A4,Delta,en,senior,
                A5,Epsilon,en,-1,
                A6,Zeta,en,1.5,

                """,
            members: "M1,Ann,field_sales,ja,2\nM2,Ben,field_sales,ja;?!,2\nM3,Cleo,field_sales,ja,top\n")
        #expect(report.counts["account"] == 1 && report.counts["member"] == 1 && report.rejected == 7)
        #expect(
            try await fixture.rows(
                "SELECT code, file, line::text, column_name, value FROM kam.reject WHERE code < 'KAM120' ORDER BY code, file, line"
            ) == [
                "KAM118|accounts.csv|3|language|Klingon tongue", "KAM118|members.csv|3|languages|ja;?!",
                "KAM119|accounts.csv|4|seniority|100", "KAM119|accounts.csv|5|seniority|senior",
                "KAM119|accounts.csv|6|seniority|-1", "KAM119|accounts.csv|7|seniority|1.5",
                "KAM119|members.csv|4|seniority|top",
            ])
        #expect(report.diagnostics.contains { $0.code == "KAM143" && $0.message.contains("'makers'") })
    }

    @Test("A member of several lines has the level of the latest that names one")
    func latestLevel() async throws {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", Plain.accounts)
        try fixture.write("opportunities.csv", Plain.opportunities)
        try fixture.write(
            "members.csv",
            """
            member_id,name,team,team_from,seniority
            M1,Ann,inside_sales,2020-01-01,1
            M1,Ann,field_sales,2022-01-01,2
            M1,Ann,key_account,2023-01-01,
            M2,Ben,field_sales,2020-01-01,

            """)
        let report = try await fixture.run()
        #expect(report.rejected == 0)
        #expect(
            try await fixture.rows("SELECT member_id::text, seniority::text FROM kam.member ORDER BY 1")
                == ["M1|2", "M2|-"])
    }

    @Test("The guess knows the columns in English and Japanese")
    func guessed() async throws {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", "取引先コード,会社名,対応言語,必要等級,競合グループ\nA1,山田製作所,日本語,2,工作機械\n")
        try fixture.write(
            "staff.csv", "Employee ID,Full name,Department,Spoken languages,Grade\nM1,Ann,field_sales,en,2\n")
        let catalog = ProfileCatalog(folder: Checkout.resources.profiles)
        let guess = try GuessedProfile.guess(
            ["accounts.csv", "staff.csv"].map { fixture.folder.file($0) }, catalog: catalog)
        let found = guess.files.flatMap { file in file.columns.map { "\(file.entity).\($0.target)=\($0.source)" } }
        #expect(
            found.filter { $0.contains("language") || $0.contains("seniority") || $0.contains("rivals") } == [
                "account.language=対応言語", "account.seniority=必要等級", "account.rivals=競合グループ",
                "member.languages=Spoken languages", "member.seniority=Grade",
            ])
    }
}

import Foundation
import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("Guessing what files are")
struct GuessedProfileTests {
    private let catalog = ProfileCatalog(folder: Checkout.resources.profiles)

    private func guess(_ fixture: ImportFixture, _ names: String...) throws -> GuessedProfile {
        try GuessedProfile.guess(names.map { fixture.folder.file($0) }, catalog: catalog)
    }

    private func brief(_ file: GuessedProfile.File?) -> [String] {
        file?.columns.map { "\($0.target)=\($0.source) by \($0.evidence.rawValue)" } ?? []
    }

    @Test("Japanese files are told by their columns, and import with the guess")
    func japanese() async throws {
        let fixture = try await ImportFixture()
        try fixture.write(
            "顧客.csv", "顧客コード,顧客名,業種,社員数,備考\nK1,山田製作所,製造,120,優良\nK2,鈴木商店,小売,15,\n", encoding: .shiftJIS)
        try fixture.write(
            "案件.csv",
            """
            案件番号,件名,顧客コード,ステージ,見積金額,受注予定日,登録日,営業担当,メモ
            D1,更新,K1,受注,"￥1,234,000",2024/02/19,2024/01/04,佐藤,x
            D2,新規,K2,見積提示,"￥500",2024/05/31,2024/02/01,田中,
            D3,新規,K2,検討中,"￥700",2024/05/31,2024/02/01,田中,

            """, encoding: .shiftJIS)
        try fixture.write("memo.csv", "日付,天気\n2024-01-01,晴れ\n")
        let guess = try guess(fixture, "顧客.csv", "案件.csv", "memo.csv")
        #expect(guess.files.map(\.entity) == ["account", "opportunity"])
        #expect(guess.ignoredFiles.map { $0.hasSuffix("memo.csv") } == [true])
        #expect(
            brief(guess.files.first) == [
                "account_id=顧客コード by name", "name=顧客名 by name", "segment=業種 by name", "employees=社員数 by name",
            ])
        #expect(guess.files.map(\.ignored) == [["備考"], ["メモ"]])
        #expect(guess.currency == Currency("JPY"))
        #expect(
            guess.stages.map { "\($0.value) \($0.stage ?? "-") \($0.state)" } == [
                "受注 closing won", "検討中 - open", "見積提示 prospecting open",
            ])
        #expect(guess.isUsable)
        #expect(guess.diagnostics.map(\.code) == ["KAM150"])
        try fixture.write("guessed.yaml", guess.yaml)
        let report = try await fixture.run(.file(fixture.folder.file("guessed.yaml")))
        #expect(report.counts["account"] == 2 && report.counts["opportunity"] == 2)
        #expect(report.rejected == 1)
        #expect(
            try await fixture.rows(
                "SELECT opportunity_id::text, account_id::text, stage, state, amount_minor::text FROM kam.opportunity ORDER BY 1"
            )
                == ["D1|K1|closing|won|1234000", "D2|K2|prospecting|open|500"])
    }

    @Test("what names do not tell, cells do; misspelt names are near enough")
    func contents() async throws {
        let fixture = try await ImportFixture()
        try fixture.write("a.csv", "Compny Name,Industy\nAcme,Energy\nBolt,Food\n")
        try fixture.write(
            "b.csv",
            """
            Ref,Customer,Status,Total TCV,When it began,When it ended
            X-1,Acme,Won,$10.50,2024-01-02,2024-02-01
            X-2,Bolt,Negotiating,$20.00,2024-01-03,2024-06-01

            """)
        let guess = try guess(fixture, "a.csv", "b.csv")
        #expect(brief(guess.files.first) == ["name=Compny Name by similar name", "segment=Industy by similar name"])
        #expect(
            brief(guess.files.last) == [
                "opportunity_id=Ref by content", "account_name=Customer by name", "stage=Status by name",
                "amount=Total TCV by content", "created_date=When it began by content",
                "close_date=When it ended by content",
            ])
        let confidence = try #require(guess.files.last?.confidence)
        #expect(confidence > 0.4 && confidence < 0.95)
        let report = try await fixture.run(.text(guess.yaml))
        #expect(report.counts["opportunity"] == 2 && report.rejected == 0)
    }

    @Test("files that cannot be imported so are said to be")
    func hopeless() async throws {
        let fixture = try await ImportFixture()
        try fixture.write("memo.csv", "day,weather\n2024-01-01,fine\n")
        let guess = try guess(fixture, "memo.csv")
        #expect(!guess.isUsable)
        #expect(guess.diagnostics.map(\.brief) == ["error KAM101 -:-", "error KAM101 -:-"])
    }

    @Test("the Maven files are told apart", .enabled(if: SharedData.isPresent, SharedData.absence))
    func maven() throws {
        let folder = try SharedData.path("crm/maven")
        let names = ["accounts.csv", "products.csv", "sales_pipeline.csv", "data_dictionary.csv"]
        let guess = try GuessedProfile.guess(names.map { "\(folder)/\($0)" }, catalog: catalog)
        #expect(guess.files.map(\.entity) == ["account", "product", "opportunity"])
        #expect(guess.isUsable)
        #expect(guess.stages.count == 4)
    }

    @Test("every profile that comes with kam is sound", arguments: ["kam", "maven", "salesforce", "hubspot"])
    func shipped(name: String) {
        #expect(catalog.check(.named(name)) == [])
        #expect(catalog.names.contains(name))
    }

    @Test("everything that is wrong with a profile is said, with its line")
    func refusals() async throws {
        let fixture = try await ImportFixture()
        try fixture.write(
            "bad.yaml",
            """
            name: bad
            currency: dollars
            """)
        try fixture.write(
            "worse.yaml",
            """
            currency: USD
            dats: ymd
            decimal_mark: dot
            stages: [one]
            closed_stage: two
            stage_map:
              Won: {state: gone}
            member_defaults: {weekly_hours: 100}
            files:
              accounts: {}
              opportunity:
                required: maybe
                columns:
                  amout: [Amount]
                  amount: {from: [Amount], multiply: -1}
            """)
        try fixture.write("broken.yaml", "name: [unclosed\n")
        #expect(
            catalog.check(.file(fixture.folder.file("bad.yaml"))).map { "\($0.code):\($0.line ?? 0)" } == ["KAM172:2"])
        let worse = catalog.check(.file(fixture.folder.file("worse.yaml")))
        #expect(
            worse.map { "\($0.code):\($0.line ?? 0)" }.sorted()
                == [
                    "KAM172:1", "KAM172:10", "KAM172:12", "KAM172:14", "KAM172:15", "KAM172:2", "KAM172:3", "KAM172:7",
                    "KAM172:7", "KAM172:8",
                ])
        #expect(worse.contains { $0.hint == "Maybe 'dates' is meant." })
        #expect(catalog.check(.file(fixture.folder.file("broken.yaml"))).map(\.code) == ["KAM171"])
        #expect(catalog.check(.named("nowhere")).map(\.code) == ["KAM170"])
        #expect(catalog.check(.file("/nowhere.yaml")).map(\.code) == ["KAM170"])
    }
}

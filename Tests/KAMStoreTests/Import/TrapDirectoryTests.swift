import Foundation
import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

/// One directory with every trap that product planning knows, at least once.
@Suite("A directory full of traps")
struct TrapDirectoryTests {
    /// Shift_JIS, semicolons, lines above the header, a total below.
    private static let accounts = """
        取引先レポート
        作成 2024-03-31;;;;;;

        取引先 ID;取引先名;親取引先;業種;取引先 所有者;年間売上;従業員数
        0015500000Xyy06;株式会社山田製作所;;製造;佐藤 花子;"￥120,000,000";１２０
        001q000000wW9Be;(株)山田製作所;;製造;佐藤 花子;"￥5,000";約30
        001q000000wW9BZ;鈴木商店;田中物産;小売;退職 太郎;▲5;15
        001q0000010PXTE;高橋電機;森商事;製造;;;
        001q0000013WMSU;森商事;高橋電機;卸売;佐藤 花子;;
        0015500000Xyy06AAB;重複;;;;;
        合計;;;;;"￥120,005,000";

        """

    /// UTF-16 with tabs; dates that start with the year, with a day of the month, and as Excel's number.
    private static let deals = [
        "商談 ID\t商談名\t取引先 ID\tフェーズ\t金額\t通貨\t確度(%)\t作成日\t完了予定日\t商談 所有者\t完了\tメモ",
        "006000000000001\t=1+1\t0015500000Xyy06AAB\t受注\t\"1,234,567\"\tJPY\t100%\t2024/01/04\t2024/02/01\t佐藤 花子\tはい\t",
        "006000000000002\t円以外\t001q000000wW9BeAAK\t提案\t$100.50\tUSD\t40\t2024年1月5日\t2024-05-01T09:00:00.000Z\t佐藤 花子\tいいえ\t",
        "006000000000003\tレートなし\t001q000000wW9BeAAK\t提案\t€5\t\t40\t2024/01/05\t2024/05/01\t佐藤 花子\tいいえ\t",
        "006000000000004\t社員でない\t001q000000wW9BZAA0\t提案\t1\tJPY\t40\t2024/01/05\t2024/05/01\t退職 太郎\tいいえ\t",
        "006000000000005\t所有者なし\t\t提案\t\tJPY\t40\t2024/01/05\t2024/05/01\t\tいいえ\t",
        "006000000000006\t取引先なし\t001000000000999\t提案\t1\tJPY\t40\t2024/01/05\t2024/05/01\t佐藤 花子\tいいえ\t",
        "006000000000007\t逆\t0015500000Xyy06\t失注\t1\tJPY\t0\t2024/02/05\t2024/02/01\t佐藤 花子\tはい\t",
        "006000000000008\t不明\t0015500000Xyy06\t検討中\t1\tJPY\t40\t2024/01/05\t2024/05/01\t佐藤 花子\tいいえ\t",
        "006000000000009\t日付\t0015500000Xyy06\t提案\t1\tJPY\t40\t45296\t2024/05/01\t佐藤 花子\tいいえ\t",
        "006000000000010\t金額\t0015500000Xyy06\t提案\t1.5.0\tJPY\t40\t2024/01/05\t2024/05/01\t佐藤 花子\tいいえ\t",
        "006000000000011\t確度\t0015500000Xyy06\t提案\t1\tJPY\t400\t2024/01/05\t2024/05/01\t佐藤 花子\tいいえ\t",
        "006000000000012\t通貨\t0015500000Xyy06\t提案\t1\t円\t40\t2024/01/05\t2024/05/01\t佐藤 花子\tいいえ\t",
        "006000000000013\t完了\t0015500000Xyy06\t提案\t1\tJPY\t40\t2024/01/05\t2024/05/01\t佐藤 花子\tたぶん\t",
        "006000000000014\t短い\t0015500000Xyy06",
        "006000000000001\tまた\t0015500000Xyy06\t提案\t1\tJPY\t40\t2024/01/05\t2024/05/01\t佐藤 花子\tいいえ\t",
        "006000000000015\t複数\t0015500000Xyy06;001q000000wW9Be\t受注\t(5)\tJPY\t100\t2024/01/05\t\t佐藤 花子\tはい\t",
        "006000000000016\t先\t0015500000Xyy06\t受注\t5\tJPY\t100\t2024/01/05\t2024/04/30\t佐藤 花子\tはい\t",
        "006000000000017\t日なし\t0015500000Xyy06\t提案\t5\tJPY\t40\t\t2024/04/30\t佐藤 花子\tいいえ\t",
        "総計 (17)\t\t\t\t\"1,234,567\"\t\t\t\t\t\t\t", "",
    ].joined(separator: "\r\n")

    private static let history = """
        商談 ID,フェーズ,更新日
        006000000000001,見込み,2024/01/04 9:00
        006000000000001,見込み,2024/01/05 9:00
        006000000000001,提案,2024/01/10 9:00
        006000000000001,ヒアリング,2024/01/15 9:00
        006000000000001,受注,2024/02/01 9:00
        006000000000002,検討,2024/02/01 9:00
        006000000000099,提案,2024/02/01 9:00
        006000000000004,交渉,2024/02/01 9:00

        """

    private static let members = """
        社員番号,氏名,所属,週労働時間,入社日,退社日,休暇
        S1,佐藤　花子,field_sales,40,2020-01-01,,2024-01-01/2024-01-03;2024-01-02/2024-01-05
        S1,佐藤　花子,field_sales,40,2020-01-01,,2024-01-01/2024-01-03;2024-01-02/2024-01-05
        S2,田中 一郎,field_sales,100,2020-01-01,,
        S3,鈴木 二郎,field_sales,40,2020-01-01,2019-01-01,
        S4,高橋 三郎,field_sales,40,2020-01-01,,来週
        S5,伊藤 四郎,field_sales,,,,

        """

    private func load() async throws -> (ImportFixture, ImportReport) {
        let fixture = try await ImportFixture()
        try fixture.write("取引先.csv", Self.accounts, encoding: .shiftJIS)
        try fixture.write("商談.csv", Self.deals, encoding: .utf16LittleEndian, mark: [0xFF, 0xFE])
        try fixture.write("商談履歴.csv", Self.history, encoding: .utf8, mark: [0xEF, 0xBB, 0xBF])
        try fixture.write("members.csv", Self.members)
        try fixture.write("rates.csv", "通貨,レート,基準日\nUSD,150,2024-03-01\n")
        try fixture.write(
            "ratings.csv",
            "account_id,criterion,value,rater,rated_on\n0015500000Xyy06AAB,strategic,3,佐藤,2024-03-01\nA9,strategic,3,佐藤,2024-03-01\n"
        )
        try fixture.write("別件.csv", "a,b\n1,2\n")
        let profile = try String(contentsOfFile: "\(Checkout.resources.profiles)/salesforce.yaml", encoding: .utf8)
            .replacingOccurrences(of: "currency: USD", with: "currency: JPY")
        try FileManager.default.createDirectory(atPath: fixture.folder.file("own"), withIntermediateDirectories: true)
        try fixture.write("own/japan.yaml", profile)
        return (fixture, try await fixture.run(.file(fixture.folder.file("own/japan.yaml"))))
    }

    @Test("gives exactly the expected diagnostics")
    func diagnostics() async throws {
        let (_, report) = try await load()
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM114 商談.csv:15", "warning KAM120 商談.csv:11", "warning KAM121 商談.csv:10",
                "warning KAM122 商談.csv:12", "warning KAM126 商談.csv:14", "warning KAM127 商談.csv:13",
                "warning KAM128 取引先.csv:6", "warning KAM130 取引先.csv:10", "warning KAM130 商談.csv:16",
                "warning KAM131 取引先.csv:6", "warning KAM132 商談.csv:6", "warning KAM133 商談.csv:7",
                "warning KAM135 取引先.csv:7", "warning KAM135 商談.csv:5", "warning KAM136 取引先.csv:7",
                "warning KAM137 取引先.csv:8", "warning KAM140 商談履歴.csv:8", "warning KAM141 ratings.csv:3",
                "warning KAM150 商談.csv:9", "warning KAM150 商談履歴.csv:7", "warning KAM151 商談.csv:8",
                "warning KAM155 商談.csv:4", "warning KAM160 members.csv:3", "warning KAM162 members.csv:6",
                "warning KAM163 members.csv:4", "warning KAM168 members.csv:5", "note KAM105 -:-",
                "note KAM106 取引先.csv:-", "note KAM107 取引先.csv:1", "note KAM108 取引先.csv:11", "note KAM108 商談.csv:20",
                "note KAM113 商談.csv:1", "note KAM134 商談.csv:6", "note KAM138 商談.csv:17", "note KAM152 商談.csv:6",
                "note KAM153 商談履歴.csv:-", "note KAM154 商談履歴.csv:-", "note KAM156 商談.csv:19", "note KAM157 商談.csv:17",
                "note KAM158 商談履歴.csv:-", "note KAM159 商談.csv:18", "note KAM161 members.csv:2",
                "note KAM167 members.csv:7",
            ])
    }

    @Test("keeps what can be kept")
    func rows() async throws {
        let (fixture, report) = try await load()
        #expect(
            try await fixture.rows(
                "SELECT account_id::text, name, parent_id::text, annual_revenue_minor::text, employees::text FROM kam.account ORDER BY account_id COLLATE \"C\""
            )
                == [
                    "0015500000Xyy06AAB|株式会社山田製作所|-|120000000|120", "001q000000wW9BZAA0|鈴木商店|-|-|15",
                    "001q000000wW9BeAAK|(株)山田製作所|-|5000|-", "001q0000010PXTEAA4|高橋電機|-|-|-",
                    "001q0000013WMSUAA4|森商事|001q0000010PXTEAA4|-|-",
                ])
        #expect(
            try await fixture.rows(
                """
                SELECT right(opportunity_id, 5), left(account_id, 15), owner_id::text, stage, state, amount_minor::text
                FROM kam.opportunity ORDER BY 1
                """) == [
                    "01AAA|0015500000Xyy06|S1|lead_nurturing|won|1234567",
                    "02AAA|001q000000wW9Be|S1|prospecting|open|15075",
                    "04AAA|001q000000wW9BZ|-|prospecting|open|1", "05AAA|-|-|prospecting|open|-",
                    "06AAA|-|S1|prospecting|open|1", "15AAA|0015500000Xyy06|S1|closing|won|-5",
                    "16AAA|0015500000Xyy06|S1|closing|open|5", "17AAA|0015500000Xyy06|S1|prospecting|open|5",
                ])
        #expect(
            try await fixture.rows("SELECT name FROM kam.opportunity WHERE opportunity_id = '006000000000001AAA'")
                == ["=1+1"])
        #expect(report.counts["member"] == 2 && report.counts["account_rating"] == 1)
        #expect(report.rejected == 17)
    }
}

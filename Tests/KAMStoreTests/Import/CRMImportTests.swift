import Foundation
import KAMModel
import KAMStore
import Postgres
import TestSupport
import Testing

@Suite("Exports of Salesforce and HubSpot")
struct CRMImportTests {
    private func deals(_ fixture: ImportFixture) async throws -> [String] {
        try await fixture.rows(
            """
            SELECT opportunity_id::text, account_id::text, owner_id::text, stage, state, amount_minor::text,
                probability::text, opened_on::text, coalesce(closed_on, expected_on)::text
            FROM kam.opportunity ORDER BY opportunity_id
            """)
    }

    private func visits(_ fixture: ImportFixture) async throws -> [String] {
        try await fixture.rows(
            """
            SELECT opportunity_id::text, stage, entered_on::text, left_on::text, departure
            FROM kam.stage_event ORDER BY opportunity_id, ordinal
            """)
    }

    @Test("API names: ids of 15 and 18 characters, users, a history row for each save, deleted rows")
    func apiNames() async throws {
        let fixture = try await ImportFixture()
        try fixture.write(
            "Account.csv",
            """
            "Id","IsDeleted","Name","ParentId","Industry","AnnualRevenue","NumberOfEmployees","OwnerId","BillingCountry"
            "0015500000Xyy06AAB","false","Acme","","Energy","1000000.0","12","0051G00000600MlQAI","Japan"
            "001q000000wW9Be","false","Bolt","0015500000Xyy06","Energy","","","0051G00000600Ml","Japan"
            "001q000000wW9BZAA0","true","Gone","","","","","",""

            """)
        try fixture.write(
            "Opportunity.csv",
            """
            Id,IsDeleted,AccountId,Name,StageName,Amount,Probability,CloseDate,CreatedDate,LeadSource,IsClosed,IsWon,OwnerId
            006q000000HddohAAB,false,0015500000Xyy06,Big deal,Closed Won,24120000,100,2018-12-19,2018-12-01T19:51:13.000Z,Web,true,true,0051G00000600Ml
            006q000000HdPzpAAF,false,001q000000wW9BeAAK,Own words,ZzzWon,500.5,100,2018-12-20,2018-12-01T19:51:13.000Z,,true,true,0051G00000600MlQAI
            006q000000Hbmd1AAB,false,001q000000wW9BeAAK,Open,Proposal/Price Quote,10,65,2019-03-01,2018-12-05T08:00:00.000Z,,false,false,0051G00000600MlQAI

            """)
        try fixture.write(
            "OpportunityHistory.csv",
            """
            Id,OpportunityId,StageName,Amount,CreatedDate
            008000000000001AAA,006q000000Hddoh,Prospecting,1,2018-12-01T19:51:13.000Z
            008000000000002AAA,006q000000Hddoh,Prospecting,2,2018-12-02T19:51:13.000Z
            008000000000003AAA,006q000000Hddoh,Needs Analysis,2,2018-12-05T19:51:13.000Z
            008000000000004AAA,006q000000Hddoh,Closed Won,2,2018-12-19T19:51:13.000Z

            """)
        try fixture.write("User.csv", "Id,Name,IsActive\n0051G00000600MlQAI,Brandon Zinn,true\n")
        let report = try await fixture.run(.named("salesforce"), asOf: Day("2019-01-01"))
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM165 User.csv:-", "note KAM109 Account.csv:4", "note KAM113 OpportunityHistory.csv:1",
            ])
        #expect(report.counts["account"] == 2)
        #expect(
            try await fixture.rows(
                "SELECT account_id::text, parent_id::text, owner_id::text FROM kam.account ORDER BY 1") == [
                    "0015500000Xyy06AAB|-|0051G00000600MlQAI",
                    "001q000000wW9BeAAK|0015500000Xyy06AAB|0051G00000600MlQAI",
                ])
        #expect(
            try await deals(fixture) == [
                "006q000000Hbmd1AAB|001q000000wW9BeAAK|0051G00000600MlQAI|prospecting|open|1000|0.65|2018-12-05|2019-03-01",
                "006q000000HdPzpAAF|001q000000wW9BeAAK|0051G00000600MlQAI|closing|won|50050|1|2018-12-01|2018-12-20",
                "006q000000HddohAAB|0015500000Xyy06AAB|0051G00000600MlQAI|lead_nurturing|won|2412000000|1|2018-12-01|2018-12-19",
            ])
        #expect(
            try await visits(fixture) == [
                "006q000000Hbmd1AAB|prospecting|2018-12-05|-|-", "006q000000HdPzpAAF|closing|2018-12-01|2018-12-20|won",
                "006q000000HddohAAB|lead_generation|2018-12-01|2018-12-05|advanced",
                "006q000000HddohAAB|lead_nurturing|2018-12-05|2018-12-19|won",
            ])
    }

    @Test("a report with labels: no ids, titles above, a total below, money with signs, dates of one order")
    func report() async throws {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", "Account Name,Account Owner,Industry\nAcme,Ann,Energy\nBolt Inc.,Ben,Food\n")
        try fixture.write(
            "opportunities.csv",
            """
            "All opportunities"
            "As of 2018-12-31, filtered"

            Opportunity Name,Account Name,Stage,Amount,Probability (%),Close Date,Created Date,Opportunity Owner
            Big deal,Acme,Closed Won,"$1,234,567",100%,12/19/2018,3/4/2018,Ann
            Next,ACME,Negotiation/Review,"$99.50",60%,1/31/2019,11/5/2018,Ann
            Third,Bolt,Needs Analysis,,20%,2/28/2019,12/1/2018,Gone
            Grand Total (3 records),,,"$1,234,666.50",,,,

            """)
        let report = try await fixture.run(.named("salesforce"), members: nil, asOf: Day("2018-12-31"))
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM115 opportunities.csv:5", "warning KAM133 opportunities.csv:7", "warning KAM165 -:-",
                "note KAM107 opportunities.csv:1", "note KAM108 opportunities.csv:8", "note KAM152 opportunities.csv:7",
            ])
        #expect(report.diagnostics[0].message.contains("month/day/year: as in the file's other columns"))
        #expect(
            try await deals(fixture) == [
                "Big deal / Acme / 2018-03-04|Acme|Ann|closing|won|123456700|1|2018-03-04|2018-12-19",
                "Next / ACME / 2018-11-05|Acme|Ann|closing|open|9950|0.6|2018-11-05|2019-01-31",
                "Third / Bolt / 2018-12-01|-|Gone|lead_nurturing|open|-|0.2|2018-12-01|2019-02-28",
            ])
    }

    @Test("a report in Japanese, in Shift_JIS")
    func japaneseReport() async throws {
        let fixture = try await ImportFixture()
        try fixture.write(
            "取引先一覧.csv", "取引先名,業種,取引先 所有者,年間売上\n株式会社山田製作所,製造,佐藤,\"￥120,000,000\"\n", encoding: .shiftJIS)
        try fixture.write(
            "商談一覧.csv",
            """
            商談名,取引先名,フェーズ,金額,完了予定日,確度(%),商談 所有者,作成日,種別
            更新,株式会社山田製作所,受注,"￥1,234,000",2018/12/19,100,佐藤,2018/03/04,既存
            新規,株式会社山田製作所,提案,"￥５００",2019年1月31日,40,佐藤,2018/12/01,新規

            """, encoding: .shiftJIS)
        let profile = try String(contentsOfFile: "\(Checkout.resources.profiles)/salesforce.yaml", encoding: .utf8)
            .replacingOccurrences(of: "currency: USD", with: "currency: JPY")
        try fixture.write("japan.yaml", profile)
        let report = try await fixture.run(.file(fixture.folder.file("japan.yaml")), asOf: Day("2018-12-31"))
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM165 -:-", "note KAM105 -:-", "note KAM106 取引先一覧.csv:-", "note KAM106 商談一覧.csv:-",
            ])
        #expect(
            try await deals(fixture) == [
                "新規 / 株式会社山田製作所 / 2018-12-01|株式会社山田製作所|佐藤|prospecting|open|500|0.4|2018-12-01|2019-01-31",
                "更新 / 株式会社山田製作所 / 2018-03-04|株式会社山田製作所|佐藤|closing|won|1234000|1|2018-03-04|2018-12-19",
            ])
        #expect(try await fixture.rows("SELECT annual_revenue_minor::text FROM kam.account") == ["120000000"])
    }

    @Test("HubSpot: companies joined by semicolons, and a column for each stage's date")
    func hubSpot() async throws {
        let fixture = try await ImportFixture()
        try fixture.write(
            "all-companies.csv",
            "Record ID,Company name,Industry,Company owner\n101,Acme,Energy,Ann Lee\n102,Bolt,Food,Ben Ito\n")
        try fixture.write(
            "all-deals.csv",
            #"""
            Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Company IDs,"Date entered ""Qualified To Buy (Sales Pipeline)""","Date entered ""Contract Sent (Sales Pipeline)""","Date entered ""Closed Won (Sales Pipeline)"""
            1,Big,Closed Won,Sales Pipeline,1000,2024-03-01 10:00,2024-01-01 09:00,Ann Lee,101;102,2024-01-05 09:00,2024-02-01 09:00,2024-03-01 10:00
            2,Next,Contract Sent,Sales Pipeline,50.25,2024-04-01,2024-01-02 09:00,Ben Ito,102,,2024-02-10 09:00,

            """#)
        let report = try await fixture.run(.named("hubspot"))
        #expect(
            report.diagnostics.map(\.brief) == [
                "warning KAM165 -:-", "note KAM113 all-deals.csv:1", "note KAM138 all-deals.csv:2",
                "note KAM153 all-deals.csv:-",
            ])
        #expect(
            try await deals(fixture) == [
                "1|101|Ann Lee|closing|won|100000|-|2024-01-01|2024-03-01",
                "2|102|Ben Ito|closing|open|5025|-|2024-01-02|2024-04-01",
            ])
        #expect(
            try await visits(fixture) == [
                "1|lead_nurturing|2024-01-05|2024-02-01|advanced", "1|closing|2024-02-01|2024-03-01|won",
                "2|closing|2024-02-10|-|-",
            ])
    }

    @Test("dates and marks that the columns settle are read without a word")
    func settledFormats() async throws {
        let fixture = try await ImportFixture()
        try fixture.write("accounts.csv", "Account Name;Annual Revenue\nAcme;1.234.567,00 €\n")
        try fixture.write(
            "opportunities.csv",
            """
            Opportunity Name;Account Name;Stage;Amount;Close Date;Created Date;Owner
            Big;Acme;Closed Won;1.234;31.12.2018;4.3.2018;Ann
            Small;Acme;Closed Lost;0,5;4.12.2018;13.3.2018;Ann

            """)
        try fixture.write("rates.csv", "currency,rate\nEUR,2\n")
        let report = try await fixture.run(.named("salesforce"), asOf: Day("2018-12-31"))
        #expect(report.diagnostics.map(\.brief) == ["warning KAM165 -:-"])
        #expect(
            try await deals(fixture).map { $0.split(separator: "|").suffix(4).joined(separator: "|") }
                == ["123400|-|2018-03-04|2018-12-31", "50|-|2018-03-13|2018-12-04"])
        #expect(try await fixture.rows("SELECT annual_revenue_minor::text FROM kam.account") == ["246913400"])
    }

    @Test("the tables of the real sample are read", .enabled(if: SharedData.isPresent, SharedData.absence))
    func realSample() async throws {
        let fixture = try await ImportFixture()
        let report = try await fixture.run(
            .named("salesforce"), asOf: Day("2019-12-31"), from: SharedData.path("crm/salesforce"))
        #expect(report.rejected == 0)
        #expect(report.counts["account"] == 1 && report.counts["member"] == 4)
        let leftOut = report.diagnostics.filter { $0.code == "KAM109" }.map { "\($0.file ?? "") \($0.message)" }
        #expect(
            leftOut == [
                "sf_account_data.csv 9 rows left out: deleted in the CRM",
                "sf_opportunity_data.csv 10 rows left out: deleted in the CRM",
                "sf_opportunity_history_data.csv 10 rows left out: deleted in the CRM",
                "sf_user_data.csv 5 rows left out: deleted in the CRM",
                "sf_user_data.csv 1 row left out: superseded versions",
            ])
    }

    @Test(
        "the tables of the real sample arrive with all their rows when none is left out",
        .enabled(if: SharedData.isPresent, SharedData.absence))
    func realSampleWhole() async throws {
        let fixture = try await ImportFixture()
        let profile = try String(contentsOfFile: "\(Checkout.resources.profiles)/salesforce.yaml", encoding: .utf8)
        let lines = profile.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("leave_out") && !$0.contains("- {column:") }
        try fixture.write("whole.yaml", lines.joined(separator: "\n"))
        let report = try await fixture.run(
            .file(fixture.folder.file("whole.yaml")), asOf: Day("2019-12-31"), from: SharedData.path("crm/salesforce"))
        #expect(report.counts["account"] == 10)
        // Of ten deals one has a probability of 1000 %, one stands open at a hashed stage, one closed before it opened.
        #expect(report.counts["opportunity"] == 7)
        #expect(
            report.diagnostics.filter { $0.severity == .warning }.map(\.brief) == [
                "warning KAM122 sf_opportunity_data.csv:2", "warning KAM131 sf_account_data.csv:5",
                "warning KAM133 sf_opportunity_data.csv:3", "warning KAM135 sf_account_data.csv:2",
                "warning KAM135 sf_opportunity_data.csv:3", "warning KAM150 sf_opportunity_data.csv:11",
                "warning KAM150 sf_opportunity_history_data.csv:2", "warning KAM151 sf_opportunity_data.csv:6",
                "warning KAM165 sf_user_data.csv:-",
            ])
    }
}

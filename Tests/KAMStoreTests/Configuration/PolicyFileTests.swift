import Foundation
import KAMModel
import Testing

@testable import KAMStore

@Suite("Policy file")
struct PolicyFileTests {
    @Test("the default policy is read as it is written")
    func defaultPolicy() throws {
        let policy = try PolicyFile.load(defaultPath: ConfigFiles.policyPath).policy
        #expect(policy.calendar == FiscalCalendar(firstMonth: 1, naming: .start))
        #expect(
            policy.stages.map(\.id.raw) == ["lead_generation", "lead_nurturing", "prospecting", "closing", "expansion"])
        #expect(policy.teams.filter(\.managesKeyAccounts).map(\.id) == [ID("key_account")])
        #expect(policy.capacity == CapacityPolicy(administrativeShare: 0.2, rampWeeks: 13, rampStart: 0.25))
        #expect(policy.effort.perOpportunity(ID("closing"), segment: "medical") == 3.5)
        #expect(policy.effort.perAccount(ID("expansion"), segment: "medical") == 20)
        #expect(policy.effort.keyFactor == 1.25)
        #expect(policy.conversion.prior[ID("prospecting")] == 0.6)
        #expect(policy.economics.typicalDeal == nil)
        #expect(policy.economics.horizonYears == 3)
        #expect(policy.scoring.criteria.count == 11)
        #expect(policy.scoring.criteria.filter { $0.axis == .attractiveness }.reduce(0) { $0 + $1.weight } == 100)
        #expect(policy.scoring.criteria.filter { $0.axis == .strength }.reduce(0) { $0 + $1.weight } == 100)
        #expect(policy.gates.passesWhenUnknown)
        #expect(policy.selection.quota == SelectionPolicy.Quota())
        #expect(policy.assignment.region == .prefer)
        #expect(policy.allocation.proficiency[ID("field_sales")]?[ID("lead_nurturing")] == 0.7)
        #expect(policy.allocation.proficiency[ID("field_sales")]?[ID("lead_generation")] == nil)
        #expect(policy.allocation.winStage == nil)
    }

    @Test("a company's own file changes what it gives and keeps the rest")
    func override() throws {
        let standard = try PolicyFile.load(defaultPath: ConfigFiles.policyPath)
        let own = try ConfigFiles.policy(
            overriddenBy: """
                fiscal_year: {first_month: 4}
                effort:
                  standard:
                    opportunity: {closing: 6}
                  segments:
                    medical: {opportunity: {prospecting: 9}, account: {}}
                capacity: {holidays: [2018-01-01, 2018-02-12]}
                economics: {typical_deal: 1500}
                selection:
                  quota: {maximum: 12}
                  segment_quotas: {retail: {minimum: 2}}
                  forced_in: ["007", Acme]
                """)
        let policy = own.policy
        #expect(policy.calendar == FiscalCalendar(firstMonth: 4, naming: .start))
        #expect(policy.effort.perOpportunity(ID("closing"), segment: "retail") == 6)
        #expect(policy.effort.perOpportunity(ID("prospecting"), segment: "retail") == 2)
        #expect(policy.effort.perOpportunity(ID("prospecting"), segment: "medical") == 9)
        #expect(policy.effort.perOpportunity(ID("closing"), segment: "medical") == 6)
        #expect(policy.capacity.holidays.map(\.description).sorted() == ["2018-01-01", "2018-02-12"])
        #expect(policy.economics.typicalDeal == 1500)
        #expect(policy.selection.quota == SelectionPolicy.Quota(minimum: 0, maximum: 12))
        #expect(policy.selection.segmentQuotas == ["retail": SelectionPolicy.Quota(minimum: 2)])
        #expect(policy.selection.forcedIn == [ID("007"), ID("Acme")])
        #expect(policy.scoring == standard.policy.scoring)
        #expect(policy.allocation == standard.policy.allocation)
        #expect(own.digest != standard.digest)
    }

    @Test("a company with its own stages and teams drops what the default says of the others")
    func ownStages() throws {
        let policy = try ConfigFiles.policy(
            overriddenBy: """
                teams:
                  - {key: hunters, name: Hunters}
                  - {key: key_account, name: KAM, manages_key_accounts: true}
                stages:
                  - {key: find, name: Find, teams: [hunters]}
                  - {key: closing, name: Close, teams: [hunters, key_account]}
                effort: {standard: {opportunity: {find: 1}, account: {find: 0}}}
                conversion: {prior: {find: 0.3}}
                allocation: {proficiency: {hunters: {find: 1, closing: 0.9}}, win_stage: closing}
                """
        ).policy
        #expect(policy.stages.map(\.id.raw) == ["find", "closing"])
        #expect(policy.effort.standard.opportunity == [ID("find"): 1, ID("closing"): 3.5])
        #expect(policy.allocation.winStage == ID("closing"))
        #expect(policy.conversion.prior == [ID("find"): 0.3, ID("closing"): 0.6])
        #expect(
            policy.allocation.proficiency == [
                ID("hunters"): [ID("find"): 1, ID("closing"): 0.9], ID("key_account"): [ID("closing"): 0.6],
            ])
    }

    @Test("the document read again gives the same policy and the same digest")
    func roundTrip() throws {
        let file = try ConfigFiles.policy(
            overriddenBy: """
                teams:
                  - {key: inside_sales, name: "インサイドセールス: 一課"}
                  - {key: field_sales, name: 'It''s "field"'}
                  - {key: customer_success, name: "tab\\there, null\\0there"}
                  - {key: key_account, name: "null"}
                selection: {kam_hours_by_segment: {"a: b": 3, "": 4, "true": 5}}
                """)
        let again = try PolicyFile(text: file.text, file: "stored")
        #expect(again == file)
        #expect(again.policy.teams.map(\.name)[2] == "tab\there, null\0there")
        #expect(again.policy.selection.kamHoursBySegment == ["a: b": 3, "": 4, "true": 5])
    }

    @Test("the digest is the SHA-256 of the text and does not depend on comments or spacing")
    func digest() throws {
        let file = try PolicyFile.load(defaultPath: ConfigFiles.policyPath)
        #expect(file.digest.count == 64)
        #expect(file.digest.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        let spaced = try ConfigFiles.defaultText(
            replacing: "gates:\n", by: "# Another comment\n\ngates:   # here too\n")
        #expect(try PolicyFile(text: spaced, file: "spaced").digest == file.digest)
        let changed = try ConfigFiles.defaultText(replacing: "move_cost: 10 ", by: "move_cost: 11 ")
        #expect(try PolicyFile(text: changed, file: "changed").digest != file.digest)
        #expect(!file.text.contains("#"))
    }

    @Test("an own file without any key changes nothing", arguments: ["", "# nothing yet\n", "{}"])
    func emptyOverride(_ text: String) throws {
        let standard = try PolicyFile.load(defaultPath: ConfigFiles.policyPath)
        #expect(try ConfigFiles.policy(overriddenBy: text) == standard)
    }
}

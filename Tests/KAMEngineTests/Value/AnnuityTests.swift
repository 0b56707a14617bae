@testable import KAMEngine
import Testing

@Suite("Annuity")
struct AnnuityTests {
    @Test("sums the years of a short horizon as by hand")
    func byHand() {
        let annuity = Annuity(years: 3, retention: 0.88, discountRate: 0.1)
        #expect(abs(annuity.factor - (0.8 + 0.64 + 0.512)) < 1e-12)
    }

    @Test("tends to the closed form r ÷ (1 + d − r)", arguments: [(0.9, 0.1), (0.5, 0.0), (0.8, 0.25)])
    func closedForm(retention: Double, discountRate: Double) {
        let annuity = Annuity(years: 2000, retention: retention, discountRate: discountRate)
        #expect(abs(annuity.factor - retention / (1 + discountRate - retention)) < 1e-9)
    }

    @Test("brings undiscounted what its years sum to, and of a year that is cut its share")
    func volume() {
        let growing = Annuity(years: 3, retention: 0.85, discountRate: 0, growth: 0.04)
        #expect(abs(Annuity.volume(within: 3, retention: 0.85, growth: 0.04) - growing.factor) < 1e-12)
        #expect(abs(Annuity.volume(within: 1, retention: 0.85) - 0.85) < 1e-12)
        #expect(abs(Annuity.volume(within: 0.5, retention: 0.85) - 0.425) < 1e-12)
        #expect(abs(Annuity.volume(within: 1.25, retention: 0.8) - (0.8 + 0.25 * 0.64)) < 1e-12)
        #expect(Annuity.volume(within: 0, retention: 0.8) == 0)
    }
}

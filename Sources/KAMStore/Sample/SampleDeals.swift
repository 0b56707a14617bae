import KAMModel

/// The opportunities of the sample company and how they went through the stages.
struct SampleDeals {
    static let header = [
        "opportunity_id", "account_id", "name", "product", "type", "stage", "amount", "currency", "probability",
        "created_date", "close_date", "lead_source", "owner",
    ]
    static let historyHeader = ["opportunity_id", "stage", "entered_date", "owner"]

    struct Deal {
        let row: [String]
        let history: [[String]]
    }

    /// A deal on its way.
    private struct Course {
        let id: String
        var day: Day
        var owner = ""
        var stage = ""
        var outcome: String?
        var history: [[String]] = []
    }

    /// A stage as the sample passes it: who works there, how likely it is passed, the median of days it takes.
    private typealias Step = (stage: String, team: String, chance: Double, days: Double)

    private static let newBusiness: [Step] = [
        ("lead_generation", "inside_sales", 0.55, 9), ("lead_nurturing", "inside_sales", 0.5, 18),
        ("prospecting", "field_sales", 0.52, 24), ("closing", "field_sales", 0.6, 20),
    ]
    private static let followUp: [Step] = [("expansion", "customer_success", 0.68, 35)]
    private static let products = ["Core", "Core Plus", "Analytics", "Connect", "Care"]

    let people: SamplePeople
    let customers: SampleCustomers
    let asOf: Day

    /// Makes the opportunity of a number, opened evenly over eight quarters.
    func deal(_ number: Int, _ random: inout SplitMix64) -> Deal {
        let customer = customers.pick(&random)
        let opened = asOf.advanced(by: -1 - random.whole(0...727))
        let isReferral = random.happens(0.07)
        let isFollowUp = !isReferral && random.happens(0.2)
        var course = Course(id: "O\(SampleNames.padded(number, 7))", day: opened)
        for step in isFollowUp ? SampleDeals.followUp : SampleDeals.newBusiness {
            guard pass(step, customer, isReferral: isReferral, &course, &random) else { break }
        }
        if course.outcome == nil, course.day <= asOf { course.outcome = "won" }
        let amount = random.lognormal(median: 2_400_000, spread: 0.7) * max(0.3, min(4, customer.weight))
        return Deal(
            row: row(course, customer, opened, isReferral, isFollowUp, amount, &random), history: course.history)
    }

    /// Lets a deal enter a stage and leave it; false when it stays there or is lost.
    private func pass(
        _ step: Step, _ customer: SampleCustomers.Customer, isReferral: Bool, _ course: inout Course,
        _ random: inout SplitMix64
    ) -> Bool {
        let owner = people.pick(step.team, customer.region, &random).id
        course.stage = step.stage
        course.owner = owner
        course.history.append([course.id, step.stage, course.day.description, owner])
        let (chance, days) = odds(step, owner: owner, on: course.day, isReferral: isReferral)
        let leaves = course.day.advanced(by: max(1, Int(random.lognormal(median: days, spread: 0.6))))
        let goesOn = random.happens(chance)
        course.day =
            step.stage == "closing" && people.overPromisers.contains(owner) ? quarterEnd(after: leaves) : leaves
        guard course.day <= asOf else { return false }
        if !goesOn { course.outcome = "lost" }
        return goesOn
    }

    /// The chance and the days of a stage, bent by the three failures.
    private func odds(_ step: Step, owner: String, on day: Day, isReferral: Bool) -> (chance: Double, days: Double) {
        let isFlooded = asOf.ordinal - day.ordinal < 3 * 91
        return switch step.stage {
        case "lead_generation" where isReferral: (0.3, 75)
        case "lead_nurturing" where isFlooded: (0.82, 7)
        case "prospecting" where isFlooded: (0.31, 52)
        case "closing" where people.overPromisers.contains(owner): (0.9, 12)
        default: (step.chance, step.days)
        }
    }

    private func quarterEnd(after day: Day) -> Day {
        let left = (asOf.ordinal - day.ordinal) % 91
        return left < 0 ? day : day.advanced(by: max(0, left - 1))
    }

    private func row(
        _ course: Course, _ customer: SampleCustomers.Customer, _ opened: Day, _ isReferral: Bool, _ isFollowUp: Bool,
        _ amount: Double, _ random: inout SplitMix64
    ) -> [String] {
        let isClosed = course.outcome != nil
        // A few deals belong to nobody, and a few to somebody who has left.
        let owner = random.happens(0.01) ? "" : random.happens(0.005) ? "FS-left" : course.owner
        let source = isReferral ? "CS referral" : random.pick(["Web", "Event", "Partner", "Outbound"])
        return [
            course.id, customer.id, "\(isFollowUp ? "Growth" : "New") \(course.id)", random.pick(SampleDeals.products),
            isFollowUp ? "Existing Business" : "New Business", course.outcome ?? course.stage,
            String(Int(amount / 1000) * 1000), "JPY", "", opened.description,
            isClosed ? course.day.description : "", source, owner,
        ]
    }
}

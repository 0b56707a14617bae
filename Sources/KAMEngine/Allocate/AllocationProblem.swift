public import KAMModel

/// Where the hours of members may go, and what the pipeline makes of them, over one quarter.
///
/// A chain of stages serves classes of customers. An opportunity takes hours at each stage; a share of those served
/// goes on. A win counts once the stages after it (delivery, onboarding) have served it too, because a promise that
/// nobody keeps brings nothing. Care of existing accounts takes hours beside the chain and protects margin.
///
/// - Shape: `stages` names the *S* stages in order; each array of a member or a class has *S* entries.
/// - Units: hours a quarter, opportunities a quarter, money in whole units of one currency.
public struct AllocationProblem: Hashable, Sendable {
    /// The names of the stages, first stage first.
    public let stages: [String]
    /// The members.
    public let members: [AllocationMember]
    /// The classes of customers.
    public let classes: [CustomerClass]
    /// The stage that wins: who is served there and goes on has bought, and the stages after it deliver.
    public let winStage: Int
    /// What each promised hour of minimum service that is not given costs, in money; it makes the promise elastic.
    public let shortfallPrice: Double
    /// The currency to show with money; nothing shows bare figures.
    public let currency: Currency?

    /// Makes a problem.
    ///
    /// - Throws: `AllocationError.refused` with everything that contradicts itself, not only the first.
    public init(
        stages: [String], members: [AllocationMember], classes: [CustomerClass], winStage: Int, shortfallPrice: Double,
        currency: Currency? = nil
    ) throws(AllocationError) {
        self.stages = stages
        self.members = members
        self.classes = classes
        self.winStage = winStage
        self.shortfallPrice = shortfallPrice
        self.currency = currency
        let found = flaws()
        if !found.isEmpty { throw .refused(found) }
    }

    /// What one opportunity of a class brings when the last stage has served it.
    ///
    /// The conversion of the last stage counts only where the win happens there; a customer that has bought and was
    /// delivered to is won.
    public func value(ofClass index: Int) -> Double {
        let customers = classes[index]
        let passes = winStage == stages.count - 1 ? customers.conversion[winStage] : 1
        return customers.marginPerWin * passes
    }

    /// The reference hours that all customers' work takes at a stage.
    public func demand(at stage: Int) -> Double { classes.reduce(0) { $0 + $1.demand[stage] } }

    /// The reference hours at each stage as the members split their hours today.
    public var baselineHours: StageHours {
        var hours = StageHours(stages: stages.count)
        for member in members {
            for stage in stages.indices {
                hours.add(member.proficiency[stage] * member.baseline[stage], at: stage, keyOnly: member.servesKeyOnly)
            }
        }
        return hours
    }
}

/// Reference hours at each stage, of members who serve everybody and of those who serve key accounts only.
public struct StageHours: Hashable, Sendable {
    /// Hours for every customer, by stage.
    public private(set) var general: [Double]
    /// Hours for key accounts only, by stage.
    public private(set) var keyOnly: [Double]

    /// Makes no hours at any stage.
    public init(stages: Int) {
        general = [Double](repeating: 0, count: stages)
        keyOnly = general
    }

    /// Adds hours at a stage; negative hours take away.
    public mutating func add(_ hours: Double, at stage: Int, keyOnly isKeyOnly: Bool = false) {
        if isKeyOnly { keyOnly[stage] += hours } else { general[stage] += hours }
    }

    /// All hours at a stage.
    public func total(at stage: Int) -> Double { general[stage] + keyOnly[stage] }
}

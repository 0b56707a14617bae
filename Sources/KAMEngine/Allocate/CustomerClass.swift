/// Customers that are served alike, as the key accounts or all the others.
///
/// - Shape: every array has one entry a stage.
/// - Units: opportunities and reference hours a quarter; money for one win and for one hour of care.
public struct CustomerClass: Hashable, Sendable {
    /// The name to show, as `other customers`.
    public let name: String
    /// Whether these are key accounts, for which Key Account Managers work too.
    public let isKey: Bool
    /// The opportunities that may enter the first stage in the quarter.
    public let supply: Double
    /// The opportunities that already stand at each stage.
    public let openWork: [Double]
    /// The share of the opportunities served at each stage that goes on, above 0 and at most 1.
    public let conversion: [Double]
    /// Reference hours that one opportunity takes at each stage.
    public let effort: [Double]
    /// Reference hours that the care of existing accounts would take at each stage.
    public let careHours: [Double]
    /// The margin that an hour of such care protects at each stage.
    public let careValue: [Double]
    /// The margin of one win.
    public let marginPerWin: Double
    /// The share of the demand at each stage that is promised to be served, 0…1.
    public let minimumService: [Double]

    /// Makes a class of customers.
    public init(
        name: String, isKey: Bool, supply: Double, openWork: [Double], conversion: [Double], effort: [Double],
        careHours: [Double], careValue: [Double], marginPerWin: Double, minimumService: [Double]
    ) {
        self.name = name
        self.isKey = isKey
        self.supply = supply
        self.openWork = openWork
        self.conversion = conversion
        self.effort = effort
        self.careHours = careHours
        self.careValue = careValue
        self.marginPerWin = marginPerWin
        self.minimumService = minimumService
    }

    /// The opportunities that reach each stage when hours are short nowhere.
    public var arrivals: [Double] {
        var arriving = 0.0
        return openWork.indices.map { stage in
            arriving = (stage == 0 ? supply : arriving * conversion[stage - 1]) + openWork[stage]
            return arriving
        }
    }

    /// The reference hours that all of them and the care of the accounts take at each stage.
    public var demand: [Double] {
        zip(arrivals, zip(effort, careHours)).map { count, hours in count * hours.0 + hours.1 }
    }
}

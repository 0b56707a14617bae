import KAMModel

/// All faults of one kind in one file, in a sentence.
struct FaultFinding {
    let code: ImportCode
    let count: Int
    let kinds: Int
    let values: [(value: String, count: Int)]
    let reason: String
    let column: String?

    /// What is said about them.
    var message: String {
        let place = column.map { " in '\($0)'" } ?? ""
        let listed = values.isEmpty ? "" : ": \(list)"
        switch code {
        case .accountBlank:
            return "\(counted(count, "opportunity", "opportunities")) without an account\(place): kept without one"
        case .accountUnknown:
            return "\(deals) of accounts that are not in the file\(place): kept without one\(listed)"
        case .ownerUnknown:
            return "\(counted(count, "row")) with an owner who is no member\(place): kept without one\(listed)"
        case .parentUnknown:
            return "\(counted(count, "account")) with a parent that is not in the file\(place)\(listed)"
        case .parentCycle:
            return "\(counted(count, "circle")) of parents\(place): broken at the first line\(listed)"
        case .companyTwice:
            return "\(counted(count, "account")) may be the same company as another\(place): kept apart\(listed)"
        case .severalIDs: return "\(deals) of several accounts\(place): the first is taken"
        case .productUnknown: return "\(deals) of a product that is not in the list\(place)\(listed)"
        case .cellLeftEmpty: return "\(counted(count, "cell")) cannot be read\(place) and \(reason)\(listed)"
        case .rivalAlone: return "\(counted(count, "group")) of rivals\(place) with one account alone\(listed)"
        case .memberTwice: return "\(counted(count, "row")) left out: \(reason)\(listed)"
        default: return "\(counted(count, "row")) rejected\(place): \(reason)\(listed)"
        }
    }

    private var deals: String { counted(count, "opportunity", "opportunities") }

    /// The commonest values with how often each came.
    private var list: String {
        let shown = values.map { "'\(Self.short($0.value))'" + ($0.count > 1 ? " (\(grouped($0.count)))" : "") }
        return shown.joined(separator: ", ") + (kinds > values.count ? ", …" : "")
    }

    private static func short(_ value: String) -> String {
        value.count > 60 ? value.prefix(59) + "…" : value
    }
}

extension ImportCode {
    /// How bad a fault of a row is: nothing is lost, or something was left out.
    var severity: Diagnostic.Severity {
        switch self {
        case .severalIDs, .leaveOverlaps: .note
        default: .warning
        }
    }

    /// Whether a row with the fault is rejected.
    var rejects: Bool {
        switch self {
        case .rowWidth, .notAnAmount, .notADate, .notAShare, .notAWholeNumber, .cellEmpty, .cellTooLong, .notYesOrNo,
            .notACurrency, .keyTwice, .opportunityUnknown, .ratedAccountUnknown, .stageUnknown, .closedBeforeOpened,
            .rateMissing, .notADateRange, .notALanguage, .levelOutOfRange, .hoursOutOfRange, .membershipOverlaps,
            .endBeforeStart:
            true
        default: false
        }
    }

    /// What may help.
    var hint: String? {
        switch self {
        case .stageUnknown: "Add the values to stage_map in the profile."
        case .rateMissing: "Give --rates FILE with currency, rate and as_of, or --currency when all amounts are in one."
        case .ownerUnknown: "Add them to the members, or say in the profile's owners whom they mean."
        case .notADate: "Say in the profile's dates how dates are written."
        case .notALanguage: "Write the code of ISO 639, as ja or en, several apart by ';'."
        case .rivalAlone: "Rivals are the accounts whose cells have the same text, to the letter."
        case .companyTwice: "Merge them in the CRM if they are the same."
        default: nil
        }
    }
}

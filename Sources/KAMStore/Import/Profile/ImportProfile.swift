import CSV
import KAMModel

/// How the files of one kind of export are to be read; `config/profiles` has those that come with `kam`.
struct ImportProfile: Sendable {
    /// How ids are made comparable.
    enum IDStyle: String, Sendable {
        /// As they are.
        case plain
        /// Ids of 15 characters get the three that make them 18.
        case salesforce
    }

    /// What a value of the stage column means.
    struct StageMeaning: Equatable, Sendable {
        /// The key of the stage; nothing for a closed row that names no stage.
        let stage: String?
        /// `open`, `won` or `lost`.
        let state: String
    }

    /// What is taken for a member of whom less is known.
    struct MemberDefaults: Equatable, Sendable {
        var team = "field_sales"
        var role = ""
        var weeklyHours = 40.0
        var start: Day?
    }

    /// The name, as `salesforce`.
    var name = ""
    /// The YAML text, a part of the fingerprint of an import.
    var text = ""
    /// The base currency.
    var currency: Currency
    /// The order of dates; nothing to tell it from the column.
    var dateOrder: DateOrder?
    /// The decimal mark; nothing to tell it from the column.
    var decimalMark: DecimalMark?
    /// How ids are made comparable.
    var ids = IDStyle.plain
    /// The keys of the stages in order.
    var stages: [String] = []
    /// The stage at which deals close that name none.
    var closedStage = ""
    /// What each value of the stage column means, by its key.
    var stageMap: [String: StageMeaning] = [:]
    /// A member's id or name for each other name, by key.
    var owners: [String: String] = [:]
    /// Replacements of values, by column and by the value's key.
    var values: [String: [String: String]] = [:]
    /// Whether an open deal without an amount gets its product's list price.
    var takesListPrice = false
    /// Whether an account without a region gets that of the owner of most of its deals.
    var takesOwnerRegion = false
    /// What is taken for members of whom less is known.
    var memberDefaults = MemberDefaults()
    /// What the profile assumes, in sentences.
    var assumptions: [String] = []
    /// The files, by what their rows are.
    var files: [ImportEntity: FileRule] = [:]
}

/// How one file is found and read.
struct FileRule: Sendable {
    /// Names that the file may have, the first that is there counts; `*` stands for anything.
    var names: [String] = []
    /// Whether an import without the file is refused.
    var isRequired = false
    /// The encoding; nothing to detect it.
    var encoding: TextEncoding?
    /// The delimiter; nothing to detect it.
    var delimiter: Delimiter?
    /// Rows to leave out.
    var leaveOut: [LeaveOutRule] = []
    /// Where each column comes from.
    var columns: [String: ColumnRule] = [:]
}

/// Rows to leave out: those whose cell in one of the columns has one of the values.
struct LeaveOutRule: Sendable {
    /// Names of the column.
    let columns: [String]
    /// Keys of the values.
    let values: Set<String>
    /// Why, in words.
    let reason: String
}

/// Where a column comes from and how its cells are read.
struct ColumnRule: Sendable {
    /// What happens with a cell that cannot be read.
    enum Unreadable: String, Sendable {
        /// The row is rejected.
        case reject
        /// The cell is left empty.
        case empty
    }

    /// What a plain number means as a share.
    enum ShareUnit: String, Sendable {
        /// `65` is 65 %.
        case percent
        /// `0.65` is 65 %.
        case fraction
    }

    /// Names of the source column, the first that is there counts.
    var from: [String] = []
    /// What numbers are multiplied with.
    var multiply: Int64 = 1
    /// The currency of amounts that name none; nothing for the base currency.
    var currency: Currency?
    /// What a plain number means as a share.
    var unit = ShareUnit.percent
    /// The order of dates, if another than the profile's.
    var dateOrder: DateOrder?
    /// What happens with a cell that cannot be read.
    var unreadable = Unreadable.reject
}

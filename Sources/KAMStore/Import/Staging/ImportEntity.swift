/// What the rows of an import file are; the raw value is the name in profiles, reports and `kam.import_file`.
enum ImportEntity: String, CaseIterable, Sendable {
    /// Customer organisations.
    case account
    /// Deals.
    case opportunity
    /// Entries of deals into stages.
    case stageHistory = "stage_history"
    /// The people as the planner keeps them.
    case member
    /// The people as the CRM knows them.
    case agent
    /// What is sold.
    case product
    /// Judgements about accounts.
    case rating
    /// Rates of currencies.
    case rate

    /// The columns, in the order in which they are staged.
    var columns: [TargetColumn] {
        switch self {
        case .account: TargetColumn.account
        case .opportunity: TargetColumn.opportunity
        case .stageHistory: TargetColumn.stageHistory
        case .member: TargetColumn.member
        case .agent: TargetColumn.agent
        case .product: TargetColumn.product
        case .rating: TargetColumn.rating
        case .rate: TargetColumn.rate
        }
    }
}

/// A column that an import can fill.
struct TargetColumn: Sendable {
    /// How its cells are read, and what they are staged as.
    enum Kind: Sendable {
        /// Another system's key: one field.
        case key
        /// Keys joined by `;`, of which the first counts: one field and the number of the others.
        case keys
        /// Free text: one field.
        case text
        /// A name: itself and its key.
        case name
        /// A company's name: itself, its key, and its key without the legal form.
        case company
        /// One of few values, which a profile may replace: one field.
        case value
        /// A stage: the value as written, the stage's key, the state.
        case stage
        /// An amount: smallest units and their currency.
        case money
        /// The currency of the row's amounts: no field of its own.
        case currency
        /// A currency's code: one field.
        case code
        /// A day: one field.
        case day
        /// A day and a time: the day and the second of the day.
        case moment
        /// A share between 0 and 1: one field.
        case share
        /// A whole number of 0 or more: one field.
        case whole
        /// Any number: one field.
        case number
        /// Yes or no: one field.
        case flag
        /// Ranges of days with inclusive ends, joined by `;`: a multirange, and the days that more than one holds.
        case ranges
        /// Words joined by `;`: an array.
        case list
        /// A language: its code.
        case language
        /// Languages joined by `;`: an array of codes.
        case languages
        /// A level from 0 to 99: one field.
        case level
        /// A column for each stage with the day on which it was entered: an array of `stage,day,second`.
        case visits
    }

    /// The name in profiles and in the rejects file.
    let name: String
    /// How its cells are read.
    let kind: Kind
    /// Whether a file without the column is refused, and a row with an empty cell rejected.
    let isRequired: Bool
    /// Whether a row with an empty cell is rejected where the file has the column.
    var mustBeFilled: Bool { isRequired || isRowKey }
    /// Whether amounts below zero are refused.
    var isPositive: Bool { name != "amount" }
    /// Whether the column is the key of the row's own entity.
    private var isRowKey: Bool {
        if case .key = kind { return name == "opportunity_id" || name == "member_id" || isAccountKey }
        return false
    }
    private let isAccountKey: Bool

    init(_ name: String, _ kind: Kind, required: Bool = false, isAccountKey: Bool = false) {
        self.name = name
        self.kind = kind
        isRequired = required
        self.isAccountKey = isAccountKey
    }

    static let account = [
        TargetColumn("account_id", .key, isAccountKey: true), TargetColumn("name", .company, required: true),
        TargetColumn("parent_id", .key), TargetColumn("parent_name", .name), TargetColumn("segment", .value),
        TargetColumn("region", .value), TargetColumn("country", .value), TargetColumn("owner", .name),
        TargetColumn("currency", .currency), TargetColumn("annual_revenue", .money), TargetColumn("employees", .whole),
        TargetColumn("block", .text), TargetColumn("created_date", .day), TargetColumn("language", .language),
        TargetColumn("seniority", .level), TargetColumn("rivals", .value),
    ]

    static let opportunity = [
        TargetColumn("opportunity_id", .key), TargetColumn("account_id", .keys), TargetColumn("account_name", .name),
        TargetColumn("name", .text), TargetColumn("product", .value), TargetColumn("type", .value),
        TargetColumn("lead_source", .value), TargetColumn("stage", .stage, required: true),
        TargetColumn("currency", .currency), TargetColumn("amount", .money), TargetColumn("probability", .share),
        TargetColumn("created_date", .day), TargetColumn("close_date", .day), TargetColumn("owner", .name),
        TargetColumn("is_closed", .flag), TargetColumn("is_won", .flag), TargetColumn("visits", .visits),
    ]

    static let stageHistory = [
        TargetColumn("opportunity_id", .key, required: true), TargetColumn("stage", .stage, required: true),
        TargetColumn("entered_date", .moment, required: true), TargetColumn("owner", .name),
    ]

    static let member = [
        TargetColumn("member_id", .key, required: true), TargetColumn("name", .name, required: true),
        TargetColumn("team", .value, required: true), TargetColumn("role", .value), TargetColumn("region", .value),
        TargetColumn("skills", .list), TargetColumn("languages", .languages), TargetColumn("weekly_hours", .number),
        TargetColumn("start_date", .day), TargetColumn("end_date", .day), TargetColumn("leave", .ranges),
        TargetColumn("currency", .currency), TargetColumn("hourly_cost", .money), TargetColumn("team_from", .day),
        TargetColumn("team_to", .day), TargetColumn("seniority", .level),
    ]

    static let agent = [
        TargetColumn("agent_id", .key), TargetColumn("name", .name, required: true), TargetColumn("team", .value),
        TargetColumn("role", .value), TargetColumn("region", .value), TargetColumn("is_active", .flag),
    ]

    static let product = [
        TargetColumn("product", .value, required: true), TargetColumn("currency", .currency),
        TargetColumn("list_price", .money),
    ]

    static let rating = [
        TargetColumn("account_id", .key), TargetColumn("account_name", .name),
        TargetColumn("criterion", .value, required: true), TargetColumn("value", .number, required: true),
        TargetColumn("rater", .value, required: true), TargetColumn("rated_on", .day, required: true),
    ]

    static let rate = [
        TargetColumn("currency", .code, required: true), TargetColumn("rate", .number, required: true),
        TargetColumn("as_of", .day),
    ]
}

public import KAMModel

/// What to import, for whom, and how.
public struct ImportRequest: Sendable {
    /// Where the profile comes from.
    public enum ProfileSource: Hashable, Sendable {
        /// One that comes with `kam`, as `maven`.
        case named(String)
        /// A file of one's own.
        case file(String)
        /// YAML text, as a guess gives it.
        case text(String)
    }

    /// The tenant, who must exist already; the id is a UUID.
    public var tenant: ID<Tenant>
    /// The id of the snapshot to make, a UUIDv7.
    public var snapshot: ID<Snapshot>
    /// The profile.
    public var profile: ProfileSource
    /// The folder whose files are looked through.
    public var folder: String?
    /// Further files.
    public var files: [String]
    /// The planner's file of members; without it one in the folder counts.
    public var membersFile: String?
    /// The file of currency rates; without it one in the folder counts.
    public var ratesFile: String?
    /// The base currency; without it the profile's.
    public var currency: Currency?
    /// The day the data speaks of; without it the last day on which anything happened.
    public var asOf: Day?
    /// Whether to leave nothing behind but the report.
    public var isDryRun: Bool
    /// Where to write rejected rows and remarks, if there are any; nothing to write none.
    public var rejectsFile: String?

    /// Makes a request.
    public init(
        tenant: ID<Tenant>, snapshot: ID<Snapshot>, profile: ProfileSource, folder: String? = nil,
        files: [String] = [], membersFile: String? = nil, ratesFile: String? = nil, currency: Currency? = nil,
        asOf: Day? = nil,
        isDryRun: Bool = false, rejectsFile: String? = nil
    ) {
        self.tenant = tenant
        self.snapshot = snapshot
        self.profile = profile
        self.folder = folder
        self.files = files
        self.membersFile = membersFile
        self.ratesFile = ratesFile
        self.currency = currency
        self.asOf = asOf
        self.isDryRun = isDryRun
        self.rejectsFile = rejectsFile
    }
}

/// How far an import is.
public struct ImportProgress: Hashable, Sendable {
    /// What is being done.
    public enum Phase: String, Hashable, Sendable {
        /// Files are read and staged.
        case reading
        /// The rows are checked and written.
        case writing
    }

    /// What is being done.
    public let phase: Phase
    /// The file being read, or what is being written.
    public let subject: String
    /// Bytes read of all files.
    public let bytes: Int
    /// Bytes of all files.
    public let totalBytes: Int
}

/// What an import made, and what was noticed on the way.
public struct ImportReport: Hashable, Sendable {
    /// The snapshot: the one asked for, or the one that the same files made before.
    public let snapshot: ID<Snapshot>
    /// Whether the snapshot was made by this import.
    public let isNew: Bool
    /// The day the data speaks of.
    public let asOf: Day
    /// The currency of every amount.
    public let currency: Currency
    /// Rows by what they are: account, opportunity, stage_event, member, account_rating.
    public let counts: [String: Int]
    /// Rows that were rejected.
    public let rejected: Int
    /// What was noticed, worst first.
    public let diagnostics: [Diagnostic]
    /// What had to be assumed, in sentences.
    public let assumptions: [String]
}

public import KAMModel
import Postgres

/// How `kam` runs: its database, its tenant, its policy, its log.
///
/// A value comes from the flags, else from the environment, else from the configuration file, else it is the default.
/// `config/README.md` gives each key and its variable.
public struct ServiceConfiguration: Hashable, Sendable, CustomStringConvertible {
    /// How much is logged.
    public enum LogLevel: String, Hashable, Sendable, CaseIterable {
        /// Each statement and step.
        case debug
        /// What was done.
        case info
        /// What was left out, guessed or repaired.
        case warning
        /// What failed.
        case error
    }

    /// What the command line says; nothing where it says nothing.
    public struct Flags: Hashable, Sendable {
        /// The external PostgreSQL.
        public var databaseURL: String?
        /// The folder of the embedded cluster.
        public var dataDirectory: String?
        /// The tenant, a UUID.
        public var tenant: String?
        /// The policy file.
        public var policyPath: String?
        /// The least severity that is logged.
        public var logLevel: LogLevel?

        /// Makes the flags.
        public init(
            databaseURL: String? = nil, dataDirectory: String? = nil, tenant: String? = nil, policyPath: String? = nil,
            logLevel: LogLevel? = nil
        ) {
            self.databaseURL = databaseURL
            self.dataDirectory = dataDirectory
            self.tenant = tenant
            self.policyPath = policyPath
            self.logLevel = logLevel
        }
    }

    /// The external PostgreSQL; nothing for the embedded cluster.
    public let databaseURL: DatabaseURL?
    /// The folder of the embedded cluster; nothing for the user's data folder.
    public let dataDirectory: String?
    /// The folder of PostgreSQL's programs; nothing to look for them.
    public let binaries: String?
    /// The tenant.
    public let tenant: ID<Tenant>
    /// The company's own policy file; nothing for the default alone.
    public let policyPath: String?
    /// The least severity that is logged.
    public let logLevel: LogLevel

    /// The tenant where nothing names one.
    public static let defaultTenant = ID<Tenant>("00000000-0000-7000-8000-000000000001")

    /// Reads the configuration.
    ///
    /// - Parameters:
    ///   - path: The configuration file; nothing for none. A relative path in it is relative to its folder.
    ///   - environment: The variables of the process.
    ///   - flags: What the command line says.
    /// - Returns: The configuration.
    /// - Throws: `RefusedInput` with everything that is wrong, codes KAM301 to KAM307 for the file and KAM310 for
    ///   variables and flags. No message shows a database URL.
    public static func load(
        path: String?, environment: [String: String], flags: Flags = Flags()
    ) throws(RefusedInput) -> ServiceConfiguration {
        let findings = Findings()
        let root = path.flatMap { YAMLDocument(path: $0, findings).root }
        let given = ServiceSettings(YAMLReader(root, findings), folder: path.map(ServiceSettings.folder) ?? "")
            .overridden(by: environment, findings)
            .overridden(by: flags, findings)
        try findings.refuse()
        return ServiceConfiguration(given)
    }

    init(_ settings: ServiceSettings) {
        databaseURL = settings.databaseURL
        dataDirectory = settings.dataDirectory
        binaries = settings.binaries
        tenant = settings.tenant ?? ServiceConfiguration.defaultTenant
        policyPath = settings.policyPath
        logLevel = settings.logLevel ?? .info
    }

    /// The configuration by keys, with every secret masked.
    public var description: String {
        let lines = [
            ("database.url", databaseURL?.description), ("database.data_directory", dataDirectory),
            ("database.binaries", binaries), ("tenant", tenant.raw), ("policy", policyPath),
            ("log_level", logLevel.rawValue),
        ]
        return lines.map { "\($0.0): \($0.1 ?? "null")" }.joined(separator: "\n")
    }
}

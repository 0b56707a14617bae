import KAMModel
import Postgres

/// What is said so far of how `kam` runs: by the file, then by the environment, then by the flags.
struct ServiceSettings {
    private(set) var databaseURL: DatabaseURL?
    private(set) var dataDirectory: String?
    private(set) var binaries: String?
    private(set) var tenant: ID<Tenant>?
    private(set) var policyPath: String?
    private(set) var logLevel: ServiceConfiguration.LogLevel?

    /// Reads the file's keys; relative paths are relative to `folder`.
    init(_ reader: YAMLReader, folder: String) {
        let findings = reader.findings
        func path(_ text: Located<String>?) -> String? { text.map { ServiceSettings.path($0.value, in: folder) } }
        _ = reader.sectionIfGiven("database") { reader in
            databaseURL = reader.textIfGiven("url").flatMap { text in
                ServiceSettings.url(text.value, "database.url", "KAM307", text.place, findings)
            }
            dataDirectory = path(reader.textIfGiven("data_directory"))
            binaries = path(reader.textIfGiven("binaries"))
        }
        tenant = reader.textIfGiven("tenant").flatMap { text in
            ServiceSettings.tenant(text.value, "tenant", "KAM307", text.place, findings)
        }
        policyPath = path(reader.textIfGiven("policy"))
        logLevel = reader.choiceIfGiven("log_level")
        reader.finish()
    }

    /// The folder that a file lies in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[...slash])
    }

    /// These settings with what the environment says in their place; an empty variable says nothing.
    func overridden(by environment: [String: String], _ findings: Findings) -> ServiceSettings {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        var result = self
        if let url = variable("KAM_DATABASE_URL") {
            result.databaseURL = ServiceSettings.url(url, "KAM_DATABASE_URL", "KAM310", nil, findings)
        }
        if let tenant = variable("KAM_TENANT") {
            result.tenant = ServiceSettings.tenant(tenant, "KAM_TENANT", "KAM310", nil, findings)
        }
        result.dataDirectory = variable("KAM_DATA") ?? dataDirectory
        result.binaries = variable("KAM_PG_BIN") ?? binaries
        result.policyPath = variable("KAM_POLICY") ?? policyPath
        return result
    }

    /// These settings with what the command line says in their place.
    ///
    /// A data folder on the command line means the embedded cluster there, whatever database others name.
    func overridden(by flags: ServiceConfiguration.Flags, _ findings: Findings) -> ServiceSettings {
        var result = self
        if let folder = flags.dataDirectory {
            result.dataDirectory = folder
            result.databaseURL = nil
        }
        if let url = flags.databaseURL {
            result.databaseURL = ServiceSettings.url(url, "the database URL", "KAM310", nil, findings)
        }
        if let tenant = flags.tenant {
            result.tenant = ServiceSettings.tenant(tenant, "the tenant", "KAM310", nil, findings)
        }
        result.policyPath = flags.policyPath ?? policyPath
        result.logLevel = flags.logLevel ?? logLevel
        return result
    }

    private static func path(_ text: String, in folder: String) -> String {
        text.hasPrefix("/") ? text : folder + text
    }

    /// Reads a database URL; a message never shows it, for it may hold a password.
    private static func url(
        _ text: String, _ name: String, _ code: String, _ place: Place?, _ findings: Findings
    ) -> DatabaseURL? {
        if let url = DatabaseURL(text) { return url }
        findings.report(
            code, "\(name) is no connection string of PostgreSQL", at: place,
            hint: "It is written postgresql://user@host:5432/database, or as host=… dbname=….")
        return nil
    }

    private static func tenant(
        _ text: String, _ name: String, _ code: String, _ place: Place?, _ findings: Findings
    ) -> ID<Tenant>? {
        if let uuid = PostgresUUID(text) { return ID(uuid.description) }
        findings.report(
            code, "\(name) is '\(text)', which is no UUID", at: place,
            hint: "It is written as \(ServiceConfiguration.defaultTenant).")
        return nil
    }
}

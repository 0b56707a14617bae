import CPostgres
import Glibc

extension Session {
    /// Connects, then applies the settings; gives up when `isCancelled` says so.
    func connect(
        _ configuration: ConnectionConfiguration, isCancelled: () -> Bool
    ) throws(PostgresError) {
        let options = try configuration.options()
        let timeout = Self.timeout(options)
        let handle = try Self.start(configuration)
        do throws(PostgresError) {
            try Self.wait(handle, timeout: timeout, isCancelled: isCancelled)
        } catch {
            PQfinish(handle)
            throw error
        }
        PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
        adopt(handle)
        try apply(configuration.sessionSettings)
    }

    private static func start(_ configuration: ConnectionConfiguration) throws(PostgresError) -> OpaquePointer {
        let pairs = [
            ("dbname", configuration.connectionString), ("application_name", configuration.applicationName),
            ("client_encoding", "UTF8"),
        ]
        let names = CStrings(pairs.map(\.0))
        let values = CStrings(pairs.map(\.1))
        guard let handle = PQconnectStartParams(names.pointers, values.pointers, 1) else {
            throw .resources("libpq has no memory for a connection")
        }
        // The verbose form of a refusal carries the SQLSTATE, which libpq gives in no other way before there is a session.
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        return handle
    }

    private static func wait(
        _ handle: OpaquePointer, timeout: Int, isCancelled: () -> Bool
    ) throws(PostgresError) {
        let start = milliseconds()
        var state = PQstatus(handle) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard state != PGRES_POLLING_FAILED else {
                throw .connecting(
                    String(cString: PQerrorMessage(handle)), needsPassword: PQconnectionNeedsPassword(handle) == 1)
            }
            guard !isCancelled() else { throw .cancelled }
            guard timeout == 0 || milliseconds() - start < timeout * 1000 else {
                throw PostgresError(.unreachable, "no answer from the server within \(timeout) s")
            }
            let event = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
            var descriptor = pollfd(fd: PQsocket(handle), events: Int16(event), revents: 0)
            // Short waits, because the task may be cancelled meanwhile.
            if poll(&descriptor, 1, 50) > 0 { state = PQconnectPoll(handle) }
        }
    }

    /// The seconds that all hosts together may take: `connect_timeout` for each, 10 by default, 0 without end.
    private static func timeout(_ options: [ConnectionConfiguration.Option]) -> Int {
        func value(_ keyword: String, environment: String) -> String? {
            options.first { $0.keyword == keyword }?.value ?? getenv(environment).map { String(cString: $0) }
        }
        let seconds = value("connect_timeout", environment: "PGCONNECT_TIMEOUT").flatMap { Int($0) } ?? 10
        let hosts = value("host", environment: "PGHOST")?.split(separator: ",").count ?? 1
        return max(0, seconds) * max(1, hosts)
    }

    private static func milliseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    private func apply(_ settings: [ConnectionConfiguration.Setting]) throws(PostgresError) {
        guard let first = settings.first else { return }
        var sql: SQL = "SELECT set_config(\(first.name), \(first.value), false)"
        for setting in settings.dropFirst() {
            sql += ", set_config(\(setting.name), \(setting.value), false)"
        }
        do throws(PostgresError) {
            _ = try runOnce(sql.statement)
        } catch {
            close()
            throw error
        }
    }
}

/// An array of C strings, ended by a null pointer, that lives as long as this object.
final class CStrings {
    private let storage: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>

    init(_ strings: [String]) {
        storage = .allocate(capacity: strings.count + 1)
        for (index, string) in strings.enumerated() {
            storage.initializeElement(at: index, to: UnsafePointer(strdup(string)))
        }
        storage.initializeElement(at: strings.count, to: nil)
    }

    deinit {
        for pointer in storage {
            free(UnsafeMutableRawPointer(mutating: pointer))
        }
        storage.deallocate()
    }

    var pointers: UnsafePointer<UnsafePointer<CChar>?>? {
        UnsafePointer(storage.baseAddress)
    }
}

import Postgres
import Synchronization
import Testing

@Suite("Connecting")
struct ConnectionTests {
    @Test("The description of a configuration masks every password, as words and as URL")
    func masking() {
        let strings = [
            "host=db user=kam password=hunter2 sslpassword=hunter3 sslmode=verify-full",
            "postgresql://kam:hunter2@db:5433/kam?sslmode=verify-full&sslpassword=hunter3",
            "host=db password='hunter2 with \\' quote' user=kam sslmode=verify-full",
        ]
        for string in strings {
            let text = ConnectionConfiguration(string).description
            #expect(!text.contains("hunter") && !text.contains("quote"), "\(text)")
            #expect(text.contains("sslmode=verify-full") && text.contains("password=****") && text.contains("user=kam"))
        }
    }

    @Test(
        "A connection string that cannot be read is refused without repeating it",
        arguments: [
            "password hunter2 host", "postgresql://kam:hunter2%zz@db/x", "host=x passwort=hunter2", "host='hunter2",
        ])
    func malformed(string: String) async throws {
        let configuration = ConnectionConfiguration(string)
        #expect(!configuration.description.contains("hunter"))
        let error = try await postgresError { _ = try await Connection.connect(configuration) }
        #expect(error.kind == .configuration)
        #expect(!"\(error)".contains("hunter"), "\(error)")
    }

    @Test("No server, no database, no user and a bad setting are told apart")
    func refusals() async throws {
        let folder = TestCluster.shared.folder
        let cases: [(String, PostgresError.Kind, String?)] = [
            ("host=\(folder)/absent dbname=postgres", .unreachable, nil),
            ("host=127.0.0.1 port=1 dbname=postgres", .unreachable, nil),
            ("host=\(folder) user=postgres dbname=absent", .server, "3D000"),
            ("host=\(folder) user=absent dbname=postgres", .authentication, "28000"),
        ]
        for (string, kind, state) in cases {
            let error = try await postgresError { _ = try await Connection.connect(ConnectionConfiguration(string)) }
            #expect(error.kind == kind, "\(error)")
            #expect(error.sqlState == state, "\(error)")
        }
        let configuration = TestCluster.shared.configuration(settings: [.init("no_such_setting", "1")])
        let error = try await postgresError { _ = try await Connection.connect(configuration) }
        #expect(error.sqlState == "42704")
    }

    @Test("A server without room is recognised while connecting")
    func tooMany() async throws {
        let database = try await TestCluster.shared.makeDatabase()
        let connection = try await Connection.connect(TestCluster.shared.configuration())
        let identifier = try SQLIdentifier(database)
        try await connection.execute("ALTER DATABASE \(identifier: identifier) CONNECTION LIMIT 0")
        try await connection.run(
            SQLScript(
                literal: """
                    DO $$BEGIN
                        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'plain') THEN CREATE ROLE plain LOGIN; END IF;
                    END$$
                    """))
        let configuration = ConnectionConfiguration(
            "host=\(TestCluster.shared.folder) user=plain dbname=\(database)")
        let error = try await postgresError { _ = try await Connection.connect(configuration) }
        #expect(error.isTooManyConnections, "\(error)")
        #expect(error.isUnavailable)
    }

    @Test("The session starts with its name, settings, timeout and UTF-8")
    func settings() async throws {
        var configuration = TestCluster.shared.configuration(settings: [.init("kam.tenant_id", "t'1")])
        configuration.applicationName = "kam tests"
        configuration.statementTimeout = .milliseconds(30_500)
        let connection = try await Connection.connect(configuration)
        let row = try #require(
            try await connection.first(
                """
                SELECT current_setting('application_name'), current_setting('kam.tenant_id'),
                       current_setting('statement_timeout'), current_setting('client_encoding')
                """))
        #expect(try (0..<4).map { try row.decode($0, as: String.self) } == ["kam tests", "t'1", "30500ms", "UTF8"])
    }

    @Test("A statement over its time fails with 57014 and is not called cancelled")
    func timeout() async throws {
        var configuration = TestCluster.shared.configuration()
        configuration.statementTimeout = .milliseconds(20)
        let connection = try await Connection.connect(configuration)
        let error = try await postgresError { try await connection.execute("SELECT pg_sleep(600)") }
        #expect(error.kind == .server)
        #expect(error.isQueryCancelled)
    }

    @Test("Notices reach the closure of the configuration")
    func notices() async throws {
        final class Box: Sendable {
            let notices = Mutex<[ServerNotice]>([])
        }
        let box = Box()
        var configuration = TestCluster.shared.configuration()
        configuration.onNotice = { notice in box.notices.withLock { $0.append(notice) } }
        let connection = try await Connection.connect(configuration)
        try await connection.execute("DO $$BEGIN RAISE WARNING 'careful'; END$$")
        let received = box.notices.withLock { $0 }
        #expect(received.map(\.severity) == ["WARNING"])
        #expect(received.map(\.sqlState) == ["01000"])
        #expect(received.map(\.message) == ["careful"])
    }
}

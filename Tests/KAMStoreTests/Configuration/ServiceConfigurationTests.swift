import Foundation
import KAMModel
import Testing

@testable import KAMStore

@Suite("Service configuration")
struct ServiceConfigurationTests {
    private func load(
        _ yaml: String, _ environment: [String: String] = [:],
        _ flags: ServiceConfiguration.Flags = ServiceConfiguration.Flags()
    ) throws -> ServiceConfiguration {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kam-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "kam.yaml").path
        try yaml.write(toFile: path, atomically: true, encoding: .utf8)
        return try ServiceConfiguration.load(path: path, environment: environment, flags: flags)
    }

    private func refusal(_ yaml: String, _ environment: [String: String] = [:]) -> [Diagnostic] {
        do {
            _ = try load(yaml, environment)
            return []
        } catch let refused as RefusedInput {
            return refused.diagnostics
        } catch {
            Issue.record(error)
            return []
        }
    }

    @Test("the file that comes with kam says nothing but the defaults")
    func defaults() throws {
        let nothing = try ServiceConfiguration.load(path: nil, environment: [:])
        #expect(try ServiceConfiguration.load(path: ConfigFiles.servicePath, environment: [:]) == nothing)
        #expect(nothing.databaseURL == nil)
        #expect(nothing.tenant == ServiceConfiguration.defaultTenant)
        #expect(nothing.logLevel == .info)
    }

    @Test("a flag counts before a variable, and that before the file")
    func precedence() throws {
        let yaml = """
            database: {url: 'host=file', binaries: /file}
            tenant: 00000000-0000-7000-8000-0000000000F1
            policy: /file.yaml
            log_level: error
            """
        let file = try load(yaml)
        #expect(file.databaseURL?.text == "host=file")
        #expect(file.binaries == "/file")
        #expect(file.tenant == ID("00000000-0000-7000-8000-0000000000f1"))
        #expect(file.policyPath == "/file.yaml")
        #expect(file.logLevel == .error)
        let environment = [
            "KAM_DATABASE_URL": "host=environment", "KAM_DATA": "/environment", "KAM_PG_BIN": "/bin",
            "KAM_TENANT": "00000000-0000-7000-8000-0000000000e1", "KAM_POLICY": "environment.yaml",
        ]
        let variables = try load(yaml, environment)
        #expect(variables.databaseURL?.text == "host=environment")
        #expect(variables.dataDirectory == "/environment")
        #expect(variables.binaries == "/bin")
        #expect(variables.tenant == ID("00000000-0000-7000-8000-0000000000e1"))
        #expect(variables.policyPath == "environment.yaml")
        let flags = try load(
            yaml, environment,
            ServiceConfiguration.Flags(
                databaseURL: "host=flag", dataDirectory: "/flag", tenant: "00000000-0000-7000-8000-0000000000a1",
                policyPath: "flag.yaml", logLevel: .debug))
        #expect(flags.databaseURL?.text == "host=flag")
        #expect(flags.dataDirectory == "/flag")
        #expect(flags.tenant == ID("00000000-0000-7000-8000-0000000000a1"))
        #expect(flags.policyPath == "flag.yaml")
        #expect(flags.logLevel == .debug)
    }

    @Test("a data folder on the command line means the embedded cluster, whatever the environment names")
    func dataFlag() throws {
        let found = try load(
            "", ["KAM_DATABASE_URL": "host=environment"], ServiceConfiguration.Flags(dataDirectory: "/here"))
        #expect(found.databaseURL == nil)
        #expect(found.dataDirectory == "/here")
    }

    @Test("an empty variable says nothing, and relative paths of the file are relative to its folder")
    func details() throws {
        let found = try load(
            "{policy: own.yaml, database: {data_directory: data}}", ["KAM_POLICY": "", "KAM_DATA": ""])
        #expect(found.policyPath?.hasSuffix("/own.yaml") == true)
        #expect(found.policyPath?.hasPrefix("/") == true)
        #expect(found.dataDirectory?.hasSuffix("/data") == true)
    }

    @Test(
        "no description shows a password",
        arguments: [
            "postgresql://planner:hunter2@host/kam", "host=host password=hunter2", "host=h password='hunter2 x' user=u",
            "postgresql://host/kam?password=hunter2&sslmode=require", "postgres://host/kam?sslpassword=hunter2",
            "postgresql://planner:hunter2@[broken",
        ])
    func masking(_ url: String) throws {
        let found = try load("", ["KAM_DATABASE_URL": url])
        #expect(found.databaseURL?.text == url)
        var dumped = ""
        dump(found, to: &dumped)
        for text in [found.description, String(reflecting: found), "\(found)", dumped] {
            #expect(!text.contains("hunter2"))
        }
        #expect(found.description.contains("database.url: "))
    }

    @Test("what is wrong in the file and in the variables is refused together, and shows no URL")
    func refusals() throws {
        let found = refusal(
            """
            database: {url: 'https://planner:hunter2@host', binary: /x}
            tenant: me
            log_level: loud
            polcy: x
            """, ["KAM_TENANT": "you", "KAM_DATABASE_URL": "hunter2"])
        #expect(found.map(\.code) == ["KAM310", "KAM310", "KAM307", "KAM304", "KAM307", "KAM307", "KAM304"])
        #expect(found.compactMap(\.line) == [1, 1, 2, 3, 4])
        #expect(found.last?.hint == "Maybe 'policy' is meant.")
        #expect(!found.contains { $0.message.contains("hunter2") || ($0.hint ?? "").contains("hunter2") })
    }

    @Test("a file that is named but absent is refused")
    func absent() {
        let refused = #expect(throws: RefusedInput.self) {
            try ServiceConfiguration.load(path: "nowhere/kam.yaml", environment: [:])
        }
        #expect(refused?.diagnostics.map(\.code) == ["KAM301"])
    }
}

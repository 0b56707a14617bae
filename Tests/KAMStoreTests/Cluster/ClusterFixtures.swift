import Foundation
import KAMStore
import Postgres
import TestSupport
import Testing

extension LocalCluster {
    /// One value from the database, as a role.
    func value<Value: PostgresDecodable>(
        _ query: SQL, as role: String = LocalCluster.application, database: String = LocalCluster.database
    ) async throws -> Value {
        let connection = try await Connection.connect(
            ConnectionConfiguration(try connectionString(as: role, database: database)))
        do {
            let value = try #require(try await connection.first(query)).decode(0, as: Value.self)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Runs a statement as the owner of the schema.
    func execute(_ statement: SQL, as role: String = LocalCluster.owner) async throws {
        let connection = try await Connection.connect(ConnectionConfiguration(try connectionString(as: role)))
        do {
            try await connection.execute(statement)
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }

    /// The main process of the server.
    var process: Int32 {
        get throws { try #require(try status().process) }
    }
}

extension DataFolder {
    /// Every path below the folder with the size and the time of its last change, to see that nothing changed.
    func contents() throws -> [String: [String]] {
        var contents: [String: [String]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            contents[name] = [FileAttributeKey.size, .modificationDate, .posixPermissions, .ownerAccountID].map {
                "\(attributes[$0] ?? "")"
            }
        }
        return contents
    }
}

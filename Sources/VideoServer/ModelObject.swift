import HTTPTypes
import VideoAPI

/// The models as the API lists them.
enum ModelObject {
    static let list: JSONValue = ["object": "list", "data": .array(Model.allCases.map(object))]

    static func named(_ name: String) throws(Refusal) -> JSONValue {
        guard let model = Model(rawValue: name) else {
            let names = Model.allCases.map(\.wireName).joined(separator: ", ")
            throw Refusal(.notFound, "model_not_found", "there is no model \(name); there are \(names)", param: "model")
        }
        return object(model)
    }

    private static func object(_ model: Model) -> JSONValue {
        [
            "id": .string(model.wireName), "object": "model", "created": 0, "owned_by": "tween",
            "supported_endpoint_types": ["openai-video"],
        ]
    }
}

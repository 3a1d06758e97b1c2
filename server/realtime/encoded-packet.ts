import { Decoder, Encoder, type Packet, PacketType } from "socket.io-parser"

/** One argument of a packet as JSON text, standing for the value: what the log holds as text is sent as text. */
export class EncodedPacket {
  readonly json: string
  constructor(json: string) {
    this.json = json
  }
}

/**
 * Socket.IO's own parser, but for values that are encoded already: they are put into the packet as they are, where the
 * stock encoder would search them for binary data and encode them again, for each answer to each reader who comes back.
 * What goes over the wire is the ordinary protocol.
 */
export const textParser = {
  Decoder,
  Encoder: class extends Encoder {
    override encode(packet: Packet): unknown[] {
      const { type, data, id, nsp } = packet
      const spliced =
        (type === PacketType.EVENT || type === PacketType.ACK) &&
        Array.isArray(data) &&
        data.some((value) => value instanceof EncodedPacket)
      if (!spliced) return super.encode(packet)
      const values = data.map((value: unknown) =>
        value instanceof EncodedPacket ? value.json : (JSON.stringify(value) ?? "null"),
      )
      return [`${type}${nsp === "/" ? "" : `${nsp},`}${id ?? ""}[${values.join(",")}]`]
    }
  },
}

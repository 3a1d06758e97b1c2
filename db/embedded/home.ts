import { spawnSync } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { basename, dirname, join, resolve } from "node:path"

/** Whom the server runs as. Only asked for when we are root, since PostgreSQL refuses to run as root. */
export type ServerUser = { uid: number; gid: number }

/** Where everything lies: the data folder, and the server's part of it. */
export type Home = {
  /** The data folder in use: the one asked for, or the one it moved to. */
  folder: string
  /** The data folder that was asked for, when it is not the one in use. */
  movedFrom: string | undefined
  /** The part of the data folder that belongs to the server. */
  serverFolder: string
  /** Undefined: the server runs as whoever we are. */
  serverUser: ServerUser | undefined
}

const nobody = 65534
const noteName = "MOVED.txt"
const clusterName = /^data-\d+$/

/**
 * Makes the data folder ready for a server of ours and says where it is.
 *
 * As root the server runs as another user, who has to be able to walk there. Below a folder that only root may
 * enter it cannot, and then the whole data folder lives in `sparePlace`, with a note left where it was asked for.
 */
export function settleHome(folder: string, sparePlace: string): Home {
  const asked = resolve(folder)
  return process.getuid?.() === 0 ? settleAsRoot(asked, sparePlace) : settleAsOrdinaryUser(asked)
}

/**
 * The folder of the server's socket: inside the data folder, or in the temp folder where that path is too long
 * for a socket's address. Whoever owns this folder could pose as the database, so an existing one in the temp
 * folder, where anybody may create names, has to be ours.
 */
export function settleSocketFolder(home: Home): { folder: string; temporary: boolean } {
  const inside = join(home.serverFolder, "run")
  if (fitsSocket(inside)) {
    mkdirSync(inside, { recursive: true, mode: 0o700 })
    if (home.serverUser) chownSync(inside, home.serverUser.uid, home.serverUser.gid)
    return { folder: inside, temporary: false }
  }
  const name = `parley-${createHash("sha256").update(home.serverFolder).digest("hex").slice(0, 12)}`
  const folder = [tmpdir(), "/tmp"].map((temp) => join(temp, name)).find(fitsSocket)
  if (!folder) {
    throw new Error(
      `${home.folder} and ${tmpdir()} are both too long for a socket: use a shorter data folder.`,
    )
  }
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error
  }
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o002) !== 0) {
    throw new Error(
      `${folder}, where the database's socket should lie, was made by somebody else. ` +
        "Remove it, or use a data folder with a shorter path.",
    )
  }
  if (home.serverUser) {
    chownSync(folder, 0, home.serverUser.gid)
    chmodSync(folder, 0o770)
  }
  return { folder, temporary: true }
}

/** Whether the server's user may walk to a path and use it; asked by trying, so that access lists count too. */
export function mayReach(path: string, user: ServerUser | undefined): boolean {
  if (!user) return existsSync(path)
  const asked = spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", path], { ...user, cwd: "/" })
  if (asked.error) {
    throw new Error(
      `As root the database runs as user ${user.uid}, and this machine does not allow that ` +
        `(${asked.error.message}). Start Parley as an ordinary user, or set DATABASE_URL.`,
    )
  }
  return asked.status === 0
}

/** Whether an error of the file system or of a process carries this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code
}

function settleAsOrdinaryUser(asked: string): Home {
  mkdirSync(asked, { recursive: true, mode: 0o700 })
  const serverFolder = join(asked, "postgres")
  const uid = process.getuid?.()
  if (existsSync(serverFolder) && lstatSync(serverFolder).uid !== uid) {
    throw new Error(
      `The database in ${serverFolder} belongs to user ${lstatSync(serverFolder).uid} (0 is root), not to you. ` +
        "Start Parley as that user, or use another data folder.",
    )
  }
  mkdirSync(serverFolder, { recursive: true, mode: 0o700 })
  return { folder: asked, movedFrom: undefined, serverFolder, serverUser: undefined }
}

function settleAsRoot(asked: string, sparePlace: string): Home {
  if (process.platform !== "linux") {
    throw new Error("The embedded database does not start as root here: use an ordinary user.")
  }
  const before = readNote(asked)
  if (before) return prepareAsRoot(before, asked)
  const firstTime = !existsSync(join(asked, "postgres"))
  if (!existsSync(asked)) {
    mkdirSync(asked, { recursive: true })
    chmodSync(asked, 0o711)
  } else if (isOurs(asked)) {
    // nobody can list the names in it even so, and the secrets among them keep their own modes
    chmodSync(asked, lstatSync(asked).mode | 0o111)
  }
  if (mayReach(asked, serverUserOf(join(asked, "postgres")))) return prepareAsRoot(asked, undefined)
  if (!firstTime && holdsCluster(asked)) {
    throw new Error(
      `${asked} holds a database, and its user can no longer walk there: a folder above it has become private. ` +
        "Open that folder again (chmod o+x), or use another data folder.",
    )
  }
  return prepareAsRoot(leaveNote(asked, sparePlace), asked)
}

function prepareAsRoot(folder: string, movedFrom: string | undefined): Home {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const serverFolder = join(folder, "postgres")
  const serverUser = serverUserOf(serverFolder)
  if (!existsSync(serverFolder)) mkdirSync(serverFolder, { mode: 0o700 })
  if (lstatSync(serverFolder).uid === 0) {
    chownSync(serverFolder, 0, serverUser.gid)
    chmodSync(serverFolder, 0o710)
  }
  if (!mayReach(serverFolder, serverUser)) {
    throw new Error(
      `Parley runs as root, its database as user ${serverUser.uid}, who cannot walk to ${serverFolder}. ` +
        "Use a data folder outside private folders, or set DATABASE_URL.",
    )
  }
  return { folder, movedFrom, serverFolder, serverUser }
}

/**
 * The owner of the data there is, or else nobody, with a group of its own. Other processes of nobody lack that
 * group: they can neither enter the server's folder nor attach to the server. The numbers are those that systemd
 * gives to services without an account, since nothing else uses them.
 */
function serverUserOf(serverFolder: string): ServerUser {
  const cluster = listFolder(serverFolder).find((name) => clusterName.test(name))
  if (cluster) {
    const { uid, gid } = lstatSync(join(serverFolder, cluster))
    if (uid === 0) {
      throw new Error(
        `${join(serverFolder, cluster)} belongs to root, and PostgreSQL refuses to run as root: ` +
          `give it to another user (chown -R ${nobody}:${privateGroup(serverFolder)}).`,
      )
    }
    return { uid, gid }
  }
  return { uid: nobody, gid: privateGroup(serverFolder) }
}

function privateGroup(serverFolder: string): number {
  const digest = createHash("sha256").update(serverFolder).digest()
  return 61184 + (digest.readUInt32BE(0) % (65520 - 61184))
}

/** Empty, or used by a server of ours before: then it serves no other purpose, and its mode is ours to set. */
function isOurs(folder: string): boolean {
  const names = listFolder(folder)
  return lstatSync(folder).uid === 0 && (names.length === 0 || names.includes("postgres"))
}

function holdsCluster(folder: string): boolean {
  return listFolder(join(folder, "postgres")).some((name) => clusterName.test(name))
}

function listFolder(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

function readNote(asked: string): string | undefined {
  const note = join(asked, noteName)
  if (!existsSync(note)) return undefined
  // whoever writes this note decides where root keeps its database
  if (lstatSync(note).uid !== 0) throw new Error(`${note} was not written by root: remove it.`)
  return readFileSync(note, "utf8").split("\n", 1)[0]
}

function leaveNote(asked: string, sparePlace: string): string {
  const spare = join(sparePlace, `${basename(dirname(asked))}-${randomBytes(6).toString("hex")}`)
  mkdirSync(sparePlace, { recursive: true })
  mkdirSync(spare, { mode: 0o711 })
  const note = join(asked, noteName)
  const draft = `${note}.${process.pid}`
  writeFileSync(
    draft,
    `${spare}\n\nThe line above says where this data folder is. Parley was started as root below a folder that ` +
      "only root may enter; its database has to run as another user, who could not have come here.\n" +
      "Without this note Parley starts afresh, with an empty data folder in another place.\n",
  )
  try {
    linkSync(draft, note) // fails where another start was quicker, and then its place counts
    return spare
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error
    rmSync(spare, { recursive: true, force: true })
    return readNote(asked) ?? spare
  } finally {
    rmSync(draft, { force: true })
  }
}

function fitsSocket(folder: string): boolean {
  const longestAddress = process.platform === "linux" ? 107 : 103
  return Buffer.byteLength(join(folder, ".s.PGSQL.5432")) <= longestAddress
}

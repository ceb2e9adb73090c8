// A line between a browser and the service that can be cut and mended: while it is cut every byte disappears without a word, as when a
// fibre breaks. Listens on loopback only.

import { connect, createServer, type Server, type Socket } from 'node:net';

export class Line {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static open(targetPort: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      const server = createServer((near) => line.#carry(near, targetPort));
      let line: Line;
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (address === null || typeof address === 'string') return reject(new Error('no port'));
        line = new Line(server, address.port);
        resolve(line);
      });
    });
  }

  /** Nothing passes any more; nobody is told. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** New connections pass again; those of before are dead. */
  mend(): void {
    this.#isCut = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #carry(near: Socket, targetPort: number): void {
    const far = connect(targetPort, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('data', (chunk) => {
        if (!this.#isCut) other.write(chunk);
      });
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        if (!this.#isCut) other.destroy();
      });
      if (this.#isCut) socket.pause();
    }
  }
}

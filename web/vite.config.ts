import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// In development the live server runs beside Vite; in production it serves `dist` itself.
const server = process.env['LIVE_SERVER'] ?? 'http://127.0.0.1:3001';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', outDir: 'dist', sourcemap: false, reportCompressedSize: false },
  server: {
    proxy: {
      '/trpc': { target: server, ws: true },
      '/dev': { target: server },
    },
  },
});
